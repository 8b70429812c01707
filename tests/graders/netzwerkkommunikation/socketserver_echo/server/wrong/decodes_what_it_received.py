# fails: echoes_binary_data
# decode() fails for bytes that are not UTF-8.

import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def setup(self):
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        print("Verbunden:", self.name)

    def handle(self):
        try:
            while text := self.request.recv(1024).decode():
                self.request.sendall(text.encode())
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
