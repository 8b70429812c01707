# fails: prints_the_address_of_each_client
# Does not say who came.

import socket
from threading import Thread


class EchoThread(Thread):
    def __init__(self, client, adresse):
        super().__init__(daemon=True)
        self.client = client
        self.adresse = adresse

    def run(self):
        print("New client")
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
    server = socket.create_server(("127.0.0.1", 61111))
    while True:
        client, adresse = server.accept()
        EchoThread(client, adresse).start()


try:
    main()
except KeyboardInterrupt:
    pass
