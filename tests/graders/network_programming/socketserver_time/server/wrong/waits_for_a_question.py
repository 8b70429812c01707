# fails: tells_the_time, ends_the_line_with_cr_lf, closes_after_the_time, tells_client_after_client
# fails: waits_for_the_next_client, tells_each_client_its_own_time, survives_a_client_that_breaks_off
# The client says nothing: it waits for the time.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.client_address)
        self.request.recv(1024)
        self.request.sendall((time.ctime() + "\r\n").encode("ascii"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True


try:
    with TimeServer((socket.gethostname(), 9999), TimeHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
