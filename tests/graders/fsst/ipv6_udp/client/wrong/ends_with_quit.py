# fails: sends_every_word_but_end, ends_with_the_line_end, says_that_it_cleans_up
# Knows another word for the end.

import socket
import sys

HOST = "::1"
PORT = 61111


def ask(message):
    s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
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
        if line == "quit":
            break
        answer = ask(line.encode())
        print("Received:", answer.decode())
except OSError as e:
    sys.exit(f"Error: {e}")
print("cleaning up ...")
