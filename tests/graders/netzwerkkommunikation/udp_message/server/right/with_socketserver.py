import socketserver


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        daten = self.request[0]
        print("[{}] {}".format(self.client_address[0], daten.decode()))


with socketserver.UDPServer(("", 50000), Handler) as server:
    server.serve_forever()
