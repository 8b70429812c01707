import socketserver


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Client connected from", self.client_address)
        data = self.request.recv(128)
        print("Received:", data)
        self.request.sendall(b"SERVER RECEIVED: " + data)


class Server(socketserver.TCPServer):
    allow_reuse_address = True


if __name__ == "__main__":
    with Server(("127.0.0.1", 8181), Handler) as server:
        print("Waiting for connection")
        server.serve_forever()
