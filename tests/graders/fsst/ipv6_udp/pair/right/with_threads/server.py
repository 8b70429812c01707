import socket
import socketserver


class Echo(socketserver.DatagramRequestHandler):
    def handle(self):
        data = self.request[0]
        self.wfile.write(data)
        print("Received from", self.client_address, repr(data), flush=True)


class Server(socketserver.ThreadingUDPServer):
    max_packet_size = 65535
    daemon_threads = True
    address_family = socket.AF_INET6


if __name__ == "__main__":
    with Server(("::1", 61111), Echo) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
