# fails: prints_who_comes
# A client that has connected and thinks is not mentioned.

import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def setup(self):
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        self.is_known = False

    def handle(self):
        try:
            while data := self.request.recv(1024):
                if not self.is_known:
                    print("Verbunden:", self.name)
                    self.is_known = True
                self.request.sendall(data)
        except ConnectionError:
            pass

    def finish(self):
        print("Getrennt:", self.name)


class EchoServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
