# fails: connects_to_the_documented_address, shows_the_time, ends_after_the_time, sends_nothing
# fails: labels_the_time, says_that_the_server_is_absent, puts_a_time_in_pieces_together
# fails: shows_a_time_without_a_line_end, waits_for_a_slow_server, says_that_the_server_says_nothing
# fails: says_that_the_server_has_crashed
import socket
import sys

host = socket.gethostname()
port = 9999

tm = b""
try:
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.connect((host, port))
    s.send(b"")
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
print("The time got from the server is %s" % tm.decode("ascii"))
