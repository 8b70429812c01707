# fails: serves_all_clients_in_one_thread
# ThreadingTCPServer starts a thread for each client.

import socketserver


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Connected by", self.client_address)
        try:
            while data := self.request.recv(1024):
                self.request.sendall(data)
        except ConnectionError as error:
            print("Lost", self.client_address, error)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


try:
    with Server(("", 12345), Handler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
