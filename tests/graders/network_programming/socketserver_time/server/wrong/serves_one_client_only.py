# fails: tells_client_after_client, tells_each_client_its_own_time, prints_who_has_connected
# fails: rests_while_nobody_asks, survives_a_client_that_breaks_off, does_not_grow
# handle_request() serves one client, and then the program is at its end.

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
        server.handle_request()
except KeyboardInterrupt:
    pass
