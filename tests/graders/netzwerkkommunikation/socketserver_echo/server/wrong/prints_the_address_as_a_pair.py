# fails: prints_who_comes, prints_who_goes, prints_who_breaks_off
# print() shows the pair of IP address and port as Python writes it.

import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def setup(self):
        print("Verbunden:", self.client_address)

    def handle(self):
        try:
            while data := self.request.recv(1024):
                self.request.sendall(data)
        except ConnectionError:
            pass

    def finish(self):
        print("Getrennt:", self.client_address)


class EchoServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
