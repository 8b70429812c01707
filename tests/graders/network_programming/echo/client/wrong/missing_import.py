# fails: connects_to_the_documented_address, sends_hello_world, shows_the_answer
# fails: ends_after_the_answer, labels_the_answer, shows_the_answer_as_bytes
# fails: says_that_the_server_is_absent, waits_for_a_slow_answer, puts_an_answer_in_pieces_together
# fails: shows_an_answer_that_is_not_text, says_that_there_is_no_answer
# fails: says_that_the_answer_is_cut_short, says_that_the_server_broke_off
# fails: goes_by_the_name_of_the_machine
from socket import AF_INET, SOCK_STREAM

host = socket.gethostname()
port = 12345
s = socket.socket(AF_INET, SOCK_STREAM)
s.connect((host, port))
s.sendall(b'Hello, world')
data = s.recv(1024)
s.close()
print('Received', repr(data))
