# fails: tells_the_time, ends_the_line_with_cr_lf, tells_client_after_client, waits_for_the_next_client
# fails: tells_each_client_its_own_time, survives_a_client_that_breaks_off
# A str has to be encoded; handle() fails for every client.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.client_address)
        self.request.sendall((time.ctime() + "\r\n"))


class TimeServer(socketserver.TCPServer):
    allow_reuse_address = True


try:
    with TimeServer((socket.gethostname(), 9999), TimeHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
