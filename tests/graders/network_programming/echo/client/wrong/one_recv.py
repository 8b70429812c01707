# fails: puts_an_answer_in_pieces_together, says_that_the_answer_is_cut_short
import socket
import sys

host = socket.gethostname()
port = 12345
try:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((host, port))
    s.sendall(b'Hello, world')
    data = s.recv(1024)
    s.close()
except OSError as e:
    sys.exit("no echo: %s" % e)
if not data:
    sys.exit("the server closed the connection")
print('Received', repr(data))
