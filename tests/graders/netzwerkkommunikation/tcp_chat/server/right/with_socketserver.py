import socketserver


class Gespraech(socketserver.BaseRequestHandler):
    def handle(self):
        while True:
            data = self.request.recv(1024)
            if not data:
                break
            print("[{}] {}".format(self.client_address[0], data.decode()))
            self.request.sendall(input("Antwort: ").encode())


class Server(socketserver.TCPServer):
    allow_reuse_address = True


with Server(("", 50000), Gespraech) as server:
    while True:
        server.handle_request()
