# fails: sends_each_line, sends_every_word_but_end, shows_each_reply, labels_each_reply
# fails: puts_a_reply_in_pieces_together, keeps_blanks_at_the_ends, sends_a_long_line_whole
# fails: waits_for_a_slow_answer, goes_on_after_an_empty_line, keeps_umlauts, says_that_the_server_has_gone
# fails: says_that_the_connection_broke_off
# A socket takes bytes: TypeError with the first line.

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
            line = input()
        except EOFError:
            break
        if line == "end":
            break
        message = line
        s.sendall(message)
        print("Received:", receive(s, len(message)).decode())
except OSError as e:
    sys.exit(f"Error: {e}")
print("cleaning up ...")
s.close()
