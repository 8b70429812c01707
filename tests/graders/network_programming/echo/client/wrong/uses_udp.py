# fails: connects_to_the_documented_address, sends_hello_world, shows_the_answer
# fails: ends_after_the_answer, labels_the_answer, shows_the_answer_as_bytes
# fails: says_that_the_server_is_absent, waits_for_a_slow_answer, puts_an_answer_in_pieces_together
# fails: shows_an_answer_that_is_not_text, says_that_there_is_no_answer
# fails: says_that_the_answer_is_cut_short, says_that_the_server_broke_off
# fails: goes_by_the_name_of_the_machine
import socket
import sys

try:
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.sendto(b'Hello, world', (socket.gethostname(), 12345))
    data, server = s.recvfrom(1024)
    s.close()
except OSError as e:
    sys.exit("no echo: %s" % e)
print('Received', repr(data))
