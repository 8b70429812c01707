# fails: sends_each_line, sends_every_word_but_end, keeps_blanks_at_the_ends
# Thinks that a line is a word.

import socket
import sys

HOST = "127.0.0.1"
PORT = 61111


def receive(s, length):
    data = b""
    while len(data) < length:
        part = s.recv(1024)
        if part == b"":
            sys.exit("The server has closed the connection")
        data += part
    return data


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    s.connect((HOST, PORT))
    print("Welcome to the echo server, type 'end' to quit")
    while True:
        try:
            line = (input().split() or [""])[0]
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
