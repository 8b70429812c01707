# fails: watches_the_listening_socket, rests_while_nobody_asks
# A poll_interval of 0: it asks again and again, and never sleeps.

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
    allow_reuse_address = True
    daemon_threads = True


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        server.serve_forever(poll_interval=0)
except KeyboardInterrupt:
    pass
