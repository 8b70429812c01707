import logging
import socket
import socketserver
import sys
import time

logging.basicConfig(stream=sys.stdout, format="%(message)s", level=logging.INFO)


class Handler(socketserver.BaseRequestHandler):
    def setup(self):
        logging.info("Got a connection from %s", self.client_address)

    def handle(self):
        self.answer = time.asctime(time.localtime()) + "\r\n"

    def finish(self):
        self.request.sendall(self.answer.encode("ascii"))


class Server(socketserver.TCPServer):
    timeout = 1

    def server_bind(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        super().server_bind()


server = Server((socket.gethostname(), 9999), Handler)
try:
    while True:
        server.handle_request()
except KeyboardInterrupt:
    logging.info("stopped")
