import socket
import time


class TimeServer:
    def __init__(self, port=9999):
        self.listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((socket.gethostname(), port))
        self.listener.listen(5)
        print("listening on", self.listener.getsockname())

    def tell(self, client):
        try:
            client.sendall(time.asctime().encode("ascii") + b"\r\n")
        finally:
            client.shutdown(socket.SHUT_RDWR)
            client.close()

    def run(self):
        while True:
            client, address = self.listener.accept()
            print("new client", address)
            self.tell(client)


TimeServer().run()
