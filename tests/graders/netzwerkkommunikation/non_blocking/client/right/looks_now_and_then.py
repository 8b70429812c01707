# select() comes back four times a second, and the program counts the time by itself.
import argparse
import os
import select
import socket
import sys
import time


def ready(s, to_write):
    end = time.monotonic() + 3
    while time.monotonic() < end:
        readable, writable, _ = select.select([] if to_write else [s], [s] if to_write else [], [], 0.25)
        if readable or writable:
            return
    print("Es geschieht nichts mehr", file=sys.stderr)
    os._exit(1)


def number(text):
    value = int(text)
    if value < 1 or value > 65535:
        raise ValueError
    return value


parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=number)
parser.add_argument("nachricht")
told = parser.parse_args()

try:
    addresses = socket.getaddrinfo(told.host, told.port, type=socket.SOCK_STREAM)
except socket.gaierror as error:
    sys.exit(f"{told.host}: {error.strerror}")
for address in addresses:
    s = socket.socket(*address[:3])
    s.setblocking(False)
    s.connect_ex(address[4])
    ready(s, True)
    code = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code == 0:
        break
else:
    sys.exit(os.strerror(code))

data = told.nachricht.encode("utf-8")
missing = len(data)
answer = bytearray()
try:
    while data:
        ready(s, True)
        sent = s.send(data)
        data = data[sent:]
    while missing > 0:
        ready(s, False)
        got = s.recv(min(missing, 512))
        if len(got) == 0:
            sys.exit("Der Server ist gegangen")
        missing -= len(got)
        answer.extend(got)
except OSError as error:
    sys.exit(error.strerror)
print("Antwort:", answer.decode("utf-8", "ignore"))
s.shutdown(socket.SHUT_RDWR)
s.close()
