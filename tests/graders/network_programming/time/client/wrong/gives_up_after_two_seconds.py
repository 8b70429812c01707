# fails: waits_for_a_slow_server
# A server may be slower than that.
import socket
import sys

host = socket.gethostname()
port = 9999

tm = b""
try:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.settimeout(2)
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
print("The time got from the server is %s" % tm.decode("ascii"))
