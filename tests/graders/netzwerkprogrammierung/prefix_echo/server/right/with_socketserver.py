import socketserver


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.data = self.request.recv(1024)
        print("{} wrote: {}".format(self.client_address[0], self.data))
        self.request.sendall(b"SERVER RECEIVED: " + self.data)


if __name__ == "__main__":
    with socketserver.TCPServer(("127.0.0.1", 8181), Handler) as server:
        server.handle_request()
