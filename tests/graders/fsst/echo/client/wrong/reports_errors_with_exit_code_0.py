# fails: says_that_the_server_is_absent, says_that_the_server_has_gone, says_that_the_connection_broke_off
# Says what went wrong, but tells the shell that all went well.

import socket
import sys

HOST = "127.0.0.1"
PORT = 61111


def receive(s, length):
    data = b""
    while len(data) < length:
        part = s.recv(1024)
        if part == b"":
            print("The server has closed the connection", file=sys.stderr)
            sys.exit()
        data += part
    return data


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
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
    print("Error:", e, file=sys.stderr)
    sys.exit(0)
print("cleaning up ...")
s.close()
