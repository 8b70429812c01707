"""Time server: tells each client what time it is."""

import socket
import time

HOST = socket.gethostname()
PORT = 9999

# 1. Create a TCP socket, bind it to (HOST, PORT), and let it listen.

# 2. In an endless loop: accept a client, and print "Got a connection from" and its address.

# 3. For each client: send the time (time.ctime()) and "\r\n", encoded as ASCII, and close its socket.
