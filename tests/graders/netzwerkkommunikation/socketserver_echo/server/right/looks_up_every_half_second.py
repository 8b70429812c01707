import os
import signal
import socketserver


class Handler(socketserver.BaseRequestHandler):
    def setup(self):
        self.request.settimeout(0.5)
        print("Verbunden:", "{0[0]}:{0[1]}".format(self.client_address))

    def handle(self):
        data = b""
        while True:
            try:
                data = self.request.recv(4096)
            except TimeoutError:
                continue
            except ConnectionResetError:
                return
            if not data:
                return
            self.answer(data)

    def answer(self, data):
        while data:
            try:
                data = data[self.request.send(data) :]
            except TimeoutError:
                continue
            except ConnectionError:
                return

    def finish(self):
        print("Getrennt:", "{0[0]}:{0[1]}".format(self.client_address))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


signal.signal(signal.SIGINT, lambda *_: os._exit(0))
Server(("", 50000), Handler).serve_forever()
