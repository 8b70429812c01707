"""Echo server: sends back to one client what it sends, and ends."""

import socket

HOST = ""  # all addresses of this machine
PORT = 12345

# 1. Make a TCP socket, bind it to (HOST, PORT) and let it listen.

# 2. Accept one client; print "Connected by" and its address.

# 3. In a loop: receive, and send back what you received. The loop ends when the client has finished.

# 4. Close the sockets. That is the end of the program.
