import socket
import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Connected by", self.client_address)
        while True:
            data = self.request.recv(1024)
            if not data:
                return
            print("Received from client", repr(data))
            self.request.sendall(data)


class EchoServer(socketserver.TCPServer):
    address_family = socket.AF_INET6
    allow_reuse_address = True


if __name__ == "__main__":
    with EchoServer(("::1", 61111), EchoHandler) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
