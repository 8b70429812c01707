import socketserver


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Connected by", self.client_address)
        while data := self.request.recv(1024):
            self.request.sendall(data)


if __name__ == "__main__":
    with socketserver.TCPServer(("127.0.0.1", 65432), Handler) as server:
        # handle_request() bedient er een, serve_forever() bedient ze allemaal
        server.handle_request()
