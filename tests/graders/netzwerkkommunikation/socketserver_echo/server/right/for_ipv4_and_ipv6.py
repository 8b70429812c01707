import socket
import socketserver
import sys


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        connection: socket.socket = self.request
        while data := connection.recv(65536):
            sent = 0
            while sent < len(data):
                sent += connection.send(data[sent:])


class Server(socketserver.ThreadingTCPServer):
    address_family = socket.AF_INET6
    allow_reuse_address = True
    daemon_threads = True

    def server_bind(self):
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()

    def process_request_thread(self, request, client_address):
        name = f"{client_address[0].removeprefix('::ffff:')}:{client_address[1]}"
        print(f"Verbunden: {name}")
        super().process_request_thread(request, client_address)
        print(f"Getrennt: {name}")

    def handle_error(self, request, client_address):
        print("Lost", client_address, sys.exc_info()[1], file=sys.stderr)


try:
    with Server(("::", 50000), Handler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    sys.exit(0)
