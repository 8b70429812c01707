# fails: stops_on_interrupt
# Nobody catches KeyboardInterrupt.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.client_address)
        self.request.sendall((time.ctime() + "\r\n").encode("ascii"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True


with TimeServer((socket.gethostname(), 9999), TimeHandler) as server:
    server.serve_forever()
