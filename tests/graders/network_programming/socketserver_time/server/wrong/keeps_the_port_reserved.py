# fails: starts_again_at_once
# allow_reuse_address is False, unless one says otherwise.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.client_address)
        self.request.sendall((time.ctime() + "\r\n").encode("ascii"))


try:
    with socketserver.TCPServer((socket.gethostname(), 9999), TimeHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
