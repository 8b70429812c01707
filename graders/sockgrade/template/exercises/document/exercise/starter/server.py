"""A server that sends back in capital letters what it receives."""

import socket

HOST = "127.0.0.1"
PORT = 50007

# 1. Make a TCP socket, bind it to (HOST, PORT), and let it listen.

# 2. In a loop: accept a client.

# 3. For each client, in a second loop: receive, and send back in capital letters, until it has finished.
