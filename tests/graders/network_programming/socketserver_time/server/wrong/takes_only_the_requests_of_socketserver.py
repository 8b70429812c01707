# fails: watches_the_listening_socket, survives_a_client_that_breaks_off
# Makes a TCPServer, and then calls get_request() itself, which waits in accept().

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
        while True:
            request, address = server.get_request()
            server.process_request(request, address)
except KeyboardInterrupt:
    pass
