# Everything is read first, and sendall() does the rest, with a time-out of a minute.
import argparse
import socket
import sys


def port(text):
    if not 0 < int(text) < 2**16:
        raise ValueError
    return int(text)


parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=port)
told = parser.parse_args()
data = sys.stdin.buffer.read()
try:
    with socket.create_connection((told.host, told.port), timeout=60) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1024):
            pass
except (ConnectionError, socket.gaierror, TimeoutError) as error:
    print(f"{type(error).__name__}: {error}", file=sys.stderr)
    sys.exit(1)
print(f"Gesendet: {len(data)} Bytes")
