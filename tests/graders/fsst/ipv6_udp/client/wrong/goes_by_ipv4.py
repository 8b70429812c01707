# fails: sends_to_the_documented_address
# This is the machine's own address as well, but one of IPv4.

import socket
import sys

HOST = "127.0.0.1"
PORT = 61111


def ask(message):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.settimeout(3)
    s.connect((HOST, PORT))
    s.send(message)
    answer = s.recv(65535)
    s.close()
    return answer


print("Welcome to the echo server, type 'end' to quit")
try:
    while True:
        try:
            line = input()
        except EOFError:
            break
        if line == "end":
            break
        answer = ask(line.encode())
        print("Received:", answer.decode())
except OSError as e:
    sys.exit(f"Error: {e}")
print("cleaning up ...")
