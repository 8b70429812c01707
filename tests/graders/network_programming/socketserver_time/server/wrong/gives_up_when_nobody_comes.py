# fails: waits_for_the_next_client
# handle_request() gives up after `timeout` seconds, and the program with it.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.client_address)
        self.request.sendall((time.ctime() + "\r\n").encode("ascii"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True
    timeout = 2
    is_wanted = True

    def handle_timeout(self):
        self.is_wanted = False


try:
    with TimeServer((socket.gethostname(), 9999), TimeHandler) as server:
        while server.is_wanted:
            server.handle_request()
except KeyboardInterrupt:
    pass
