# fails: listens_at_the_documented_address
# The machine's own name need not stand for 127.0.0.1.

import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.client_address)
        self.request.sendall((time.ctime() + "\r\n").encode("ascii"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True


try:
    with TimeServer(("127.0.0.1", 9999), TimeHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
