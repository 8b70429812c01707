# fails: survives_a_client_that_breaks_off
# handle_error() would go on: here it ends the server.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.client_address)
        self.request.sendall((time.ctime() + "\r\n").encode("ascii"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        raise


try:
    with TimeServer((socket.gethostname(), 9999), TimeHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
