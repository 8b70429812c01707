# fails: tells_each_client_its_own_time
# What stands in the class is computed once.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    now = time.ctime()

    def handle(self):
        print("Got a connection from", self.client_address)
        self.request.sendall((self.now + "\r\n").encode("ascii"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True


try:
    with TimeServer((socket.gethostname(), 9999), TimeHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
