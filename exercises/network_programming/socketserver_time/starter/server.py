"""Time server with socketserver: tells each client what time it is."""

import socket
import socketserver
import time

HOST = socket.gethostname()
PORT = 9999


class TimeHandler(socketserver.BaseRequestHandler):
    """For each client socketserver makes an object of this class, and calls handle()."""

    def handle(self):
        # 1. Print "Got a connection from" and the client's address: self.client_address.

        # 2. Send the time (time.ctime()) and "\r\n", encoded as ASCII, with the client's socket: self.request.
        pass


# 3. Make a TCPServer for (HOST, PORT) and TimeHandler, and let it serve for ever.
