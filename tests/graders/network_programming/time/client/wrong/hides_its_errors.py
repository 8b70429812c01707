# fails: says_that_the_server_is_absent, says_that_the_server_says_nothing
# fails: says_that_the_server_has_crashed
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
    print("no time: %s" % e)
    sys.exit()

if not tm:
    print("no time: the server said nothing")
    sys.exit()
print("The time got from the server is %s" % tm.decode("ascii"))
