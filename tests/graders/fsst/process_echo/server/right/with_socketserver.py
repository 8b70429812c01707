import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Connected by", self.client_address)
        while data := self.request.recv(2048):
            print("Received from client", data)
            self.request.sendall(data)


class EchoServer(socketserver.ForkingTCPServer):
    allow_reuse_address = True


if __name__ == "__main__":
    with EchoServer(("127.0.0.1", 61111), EchoHandler) as server:
        server.serve_forever()
