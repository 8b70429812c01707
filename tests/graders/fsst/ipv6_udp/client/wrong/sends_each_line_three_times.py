# fails: sends_each_line, sends_each_line_once, sends_every_word_but_end, shows_each_reply
# fails: sends_an_empty_line_too, takes_no_old_answer_for_a_new_one
# One of them will arrive, it thinks.

import socket
import sys

HOST = "::1"
PORT = 61111


def ask(message):
    s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    s.settimeout(3)
    s.connect((HOST, PORT))
    for _ in range(3):
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
