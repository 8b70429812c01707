# fails: shows_each_reply, labels_each_reply, waits_for_a_slow_answer, keeps_blanks_at_the_ends
# fails: keeps_umlauts, shows_a_long_reply_whole, takes_no_answer_from_a_stranger
# fails: takes_no_old_answer_for_a_new_one
# Prints the line instead of the answer: with an echo server one does not see the difference.

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
        if line == "end":
            break
        answer = ask(line.encode())
        print("Received:", line)
except OSError as e:
    sys.exit(f"Error: {e}")
print("cleaning up ...")
