"""A client that sends a line, and shows the answer."""

import socket

HOST = "127.0.0.1"
PORT = 50007

# 1. Connect a TCP socket to (HOST, PORT).

# 2. Read a line with input(), and send it.

# 3. Receive the answer, and print it.
