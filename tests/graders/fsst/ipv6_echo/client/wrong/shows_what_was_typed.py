# fails: shows_each_reply, labels_each_reply, puts_a_reply_in_pieces_together
# fails: keeps_blanks_at_the_ends, sends_a_long_line_whole, waits_for_a_slow_answer, keeps_umlauts
# Prints the line instead of the answer: with an echo server one does not see the difference.

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
        message = line.encode()
        s.sendall(message)
        receive(s, len(message))
        print("Received:", line)
except OSError as e:
    sys.exit(f"Error: {e}")
print("cleaning up ...")
s.close()
