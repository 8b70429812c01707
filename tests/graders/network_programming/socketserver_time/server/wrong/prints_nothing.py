# fails: prints_who_has_connected
# Nobody learns who has come.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall((time.ctime() + "\r\n").encode("ascii"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True


try:
    with TimeServer((socket.gethostname(), 9999), TimeHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
