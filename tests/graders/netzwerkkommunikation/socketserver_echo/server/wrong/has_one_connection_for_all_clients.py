# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves, answers_the_client_that_asked
# fails: gives_each_client_its_own_bytes, serves_many_clients_at_once, keeps_the_others_when_one_breaks_off
# The connection is kept in the server, and belongs to the client that came last.

import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def setup(self):
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        print("Verbunden:", self.name)
        self.server.connection = self.request

    def handle(self):
        try:
            while data := self.server.connection.recv(1024):
                self.server.connection.sendall(data)
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
