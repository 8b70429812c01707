# fails: listens_at_the_documented_address
# The port of another exercise.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.client_address)
        self.request.sendall((time.ctime() + "\r\n").encode("ascii"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True


try:
    with TimeServer((socket.gethostname(), 12345), TimeHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
