# fails: says_that_the_server_is_absent, says_that_the_server_has_crashed
import socket
import sys

host = socket.gethostname()
port = 9999

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((host, port))
tm = b""
while True:
    data = s.recv(1024)
    if not data:
        break
    tm += data
s.close()

if not tm:
    sys.exit("no time: the server said nothing")
print("The time got from the server is %s" % tm.decode("ascii"))
