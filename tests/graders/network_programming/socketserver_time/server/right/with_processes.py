import socket
import time
from socketserver import ForkingMixIn, StreamRequestHandler, TCPServer


class ForkingServer(ForkingMixIn, TCPServer):
    allow_reuse_address = True
    request_queue_size = 50


class Teller(StreamRequestHandler):
    def handle(self):
        print(f"Got a connection from {self.client_address}", flush=True)
        self.wfile.write((time.ctime() + "\r\n").encode("ascii"))


if __name__ == "__main__":
    with ForkingServer((socket.gethostname(), 9999), Teller) as s:
        try:
            s.serve_forever(poll_interval=0.05)
        except KeyboardInterrupt:
            pass
