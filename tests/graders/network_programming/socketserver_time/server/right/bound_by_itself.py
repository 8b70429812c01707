"""The socket is made ready step by step; what goes wrong with a client is said in one line."""

import socketserver
import sys
import time
from socket import gethostname


class TimeServer(socketserver.TCPServer):
    def __init__(self):
        super().__init__((gethostname(), 9999), TimeHandler, bind_and_activate=False)
        self.allow_reuse_address = True
        self.server_bind()
        self.server_activate()

    def verify_request(self, request, client_address):
        print("Got a connection from", client_address)
        return True

    def handle_error(self, request, client_address):
        print("Lost", client_address, sys.exc_info()[1], file=sys.stderr)


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.send(bytes(time.ctime(), "ascii") + b"\r\n")


def main():
    with TimeServer() as server:
        server.serve_forever()


try:
    main()
except KeyboardInterrupt:
    sys.exit(0)
