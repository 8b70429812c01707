# fails: listens_at_the_documented_address
# A digit is missing.

import socket
from threading import Thread


class EchoThread(Thread):
    def __init__(self, client, adresse):
        super().__init__(daemon=True)
        self.client = client
        self.adresse = adresse

    def run(self):
        print("Connected by", self.adresse)
        with self.client:
            try:
                self.bediene()
            except ConnectionError:
                print("Verbindung verloren:", self.adresse)

    def bediene(self):
        while True:
            daten = self.client.recv(1024)
            if daten == b"":
                return
            print("Received from client", daten)
            self.client.sendall(daten)


def main():
    server = socket.create_server(("127.0.0.1", 6111))
    while True:
        client, adresse = server.accept()
        EchoThread(client, adresse).start()


try:
    main()
except KeyboardInterrupt:
    pass
