# fails: does_not_grow
# A list of all who have been here, with their sockets.

import socket
import socketserver
import time


seen = []


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.client_address)
        seen.append(self.request.dup())
        self.request.sendall((time.ctime() + "\r\n").encode("ascii"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True


try:
    with TimeServer((socket.gethostname(), 9999), TimeHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
