"""Time client: asks the server what time it is."""

import socket

HOST = socket.gethostname()
PORT = 9999

# 1. Create a TCP socket and connect it to (HOST, PORT).

# 2. Receive the time; close the socket.

# 3. Decode the bytes and print "The time got from the server is" and the text.
