# fails: gives_each_client_its_own_bytes
# The buffer stands in the class: all handlers receive into the same bytes.

import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    buffer = memoryview(bytearray(16384))

    def setup(self):
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        print("Verbunden:", self.name)

    def handle(self):
        try:
            while number := self.request.recv_into(self.buffer):
                self.request.sendall(self.buffer[:number])
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
