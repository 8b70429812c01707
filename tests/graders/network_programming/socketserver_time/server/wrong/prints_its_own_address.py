# fails: prints_who_has_connected
# server_address is where the server listens.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.server.server_address)
        self.request.sendall((time.ctime() + "\r\n").encode("ascii"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True


try:
    with TimeServer((socket.gethostname(), 9999), TimeHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
