# fails: sends_hello_world, shows_the_answer, ends_after_the_answer, labels_the_answer
# fails: shows_the_answer_as_bytes, waits_for_a_slow_answer, puts_an_answer_in_pieces_together
# fails: shows_an_answer_that_is_not_text, says_that_there_is_no_answer, says_that_the_answer_is_cut_short
# fails: says_that_the_server_broke_off
# In Python 2 this was right.
import socket
import sys

try:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((socket.gethostname(), 12345))
    s.sendall('Hello, world')
    data = b''
    while len(data) < 12:
        part = s.recv(1024)
        if not part:
            sys.exit("incomplete answer")
        data += part
    s.close()
except socket.error as e:
    sys.exit("no echo: %s" % e)
print('Received', repr(data))
