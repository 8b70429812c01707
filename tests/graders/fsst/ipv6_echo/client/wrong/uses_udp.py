# fails: connects_to_the_documented_address, sends_each_line, sends_every_word_but_end, shows_each_reply
# fails: ends_with_the_line_end, greets, labels_each_reply, says_that_it_cleans_up
# fails: says_that_the_server_is_absent, puts_a_reply_in_pieces_together, keeps_blanks_at_the_ends
# fails: sends_a_long_line_whole, waits_for_a_slow_answer, goes_on_after_an_empty_line, keeps_umlauts
# fails: ends_at_the_end_of_the_input, says_that_the_server_has_gone, says_that_the_connection_broke_off
# Datagrams instead of a stream.

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


s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
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
