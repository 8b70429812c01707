# fails: understand_single_bytes, carry_a_long_line
# Takes what one recv() gives for the whole answer.

import socket
import sys

HOST = "::1"
PORT = 61111


def receive(s, length):
    if length == 0:
        return b""
    data = s.recv(1024)
    if data == b"":
        sys.exit("The server has closed the connection")
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
        message = line.encode()
        s.sendall(message)
        print("Received:", receive(s, len(message)).decode())
except OSError as e:
    sys.exit(f"Error: {e}")
print("cleaning up ...")
s.close()
