# fails: serves_each_client_in_a_thread_of_its_own, serves_many_clients_at_once
# ForkingMixIn: processes instead of threads, and no more than forty.

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


class EchoServer(socketserver.ForkingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    block_on_close = False


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
