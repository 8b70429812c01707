# fails: connects_to_the_documented_address
# Where gethostname() is 127.0.1.1, as on Debian, nobody listens at 127.0.0.1.
import socket
import sys

told = ""
try:
    s = socket.create_connection(("localhost", 9999))
    with s, s.makefile(encoding="ascii", newline="") as f:
        told = f.read()
except OSError as e:
    sys.exit("no time: %s" % e)
if not told:
    sys.exit("no time: the server said nothing")
print("The time got from the server is", told)
