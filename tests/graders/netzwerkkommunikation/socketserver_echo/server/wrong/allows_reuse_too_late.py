# fails: starts_again_at_once
# The socket is bound when the server has been made: what is set afterwards changes nothing.

import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def setup(self):
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        print("Verbunden:", self.name)

    def handle(self):
        try:
            while data := self.request.recv(1024):
                self.request.sendall(data)
        except ConnectionError:
            pass

    def finish(self):
        print("Getrennt:", self.name)


class EchoServer(socketserver.ThreadingTCPServer):
    daemon_threads = True


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        server.allow_reuse_address = True
        server.serve_forever()
except KeyboardInterrupt:
    pass
