# fails: watches_the_listening_socket, rests_while_nobody_asks
# A poll_interval of 0: it asks again and again, and never sleeps.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.client_address)
        self.request.sendall((time.ctime() + "\r\n").encode("ascii"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True


try:
    with TimeServer((socket.gethostname(), 9999), TimeHandler) as server:
        server.serve_forever(poll_interval=0)
except KeyboardInterrupt:
    pass
