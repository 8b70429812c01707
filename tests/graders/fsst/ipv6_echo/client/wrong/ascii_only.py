# fails: keeps_umlauts
# Letters beyond ASCII are an error.

import socket
import sys

HOST = "::1"
PORT = 61111


def receive(s, length):
    data = b""
    while len(data) < length:
        part = s.recv(1024)
        if part == b"":
            sys.exit("The server has closed the connection")
        data += part
    return data


s = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
try:
    s.connect((HOST, PORT))
    print("Welcome to the echo server, type 'end' to quit")
    while True:
        try:
            line = input()
        except EOFError:
            break
        if line == "end":
            break
        message = line.encode("ascii")
        s.sendall(message)
        print("Received:", receive(s, len(message)).decode())
except (OSError, UnicodeError) as e:
    sys.exit(f"Error: {e}")
print("cleaning up ...")
s.close()
