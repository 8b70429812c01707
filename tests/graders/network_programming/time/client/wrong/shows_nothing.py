# fails: shows_the_time, labels_the_time, puts_a_time_in_pieces_together, shows_a_time_without_a_line_end
# fails: waits_for_a_slow_server
import socket
import sys

host = socket.gethostname()
port = 9999

tm = b""
try:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((host, port))
    while True:
        data = s.recv(1024)
        if not data:
            break
        tm += data
    s.close()
except OSError as e:
    sys.exit("no time: %s" % e)

if not tm:
    sys.exit("no time: the server said nothing")
text = tm.decode("ascii")
