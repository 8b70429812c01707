# fails: sends_to_the_documented_address, sends_each_line, sends_each_line_once, sends_every_word_but_end
# fails: shows_each_reply, ends_with_the_line_end, gives_up_when_no_answer_comes, greets
# fails: labels_each_reply, says_that_it_cleans_up, says_that_the_server_is_absent
# fails: waits_for_a_slow_answer, keeps_blanks_at_the_ends, keeps_umlauts, sends_a_long_line_whole
# fails: shows_a_long_reply_whole, sends_an_empty_line_too, ends_at_the_end_of_the_input
# fails: takes_no_answer_from_a_stranger, takes_no_old_answer_for_a_new_one
# The exercise names the address; nobody gives arguments.

import socket
import sys

if len(sys.argv) != 3:
    sys.exit("usage: client.py HOST PORT")
HOST = sys.argv[1]
PORT = int(sys.argv[2])


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
        print("Received:", answer.decode())
except OSError as e:
    sys.exit(f"Error: {e}")
print("cleaning up ...")
