"""handle_request() in a loop, and a server that is told step by step what holds for it."""

import logging
import socketserver
import sys

logging.basicConfig(stream=sys.stdout, format="%(asctime)s %(message)s", level=logging.INFO)


class Handler(socketserver.BaseRequestHandler):
    def setup(self):
        logging.info("Verbunden: %s:%d", *self.client_address)

    def handle(self):
        buffer = bytearray(300)
        while number := self.request.recv_into(buffer):
            self.request.sendall(buffer[:number])

    def finish(self):
        logging.info("Getrennt: %s:%d", *self.client_address)


server = socketserver.ThreadingTCPServer(("", 50000), Handler, bind_and_activate=False)
server.allow_reuse_address = True
server.daemon_threads = True
server.server_bind()
server.server_activate()
try:
    while True:
        server.handle_request()
except KeyboardInterrupt:
    logging.info("Ende")
server.server_close()
