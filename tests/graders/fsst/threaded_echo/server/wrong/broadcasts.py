# fails: answers_the_client_that_asked, serves_the_others_while_one_does_not_read
# fails: gives_each_client_its_own_bytes
# A chat room, not an echo: everybody gets everything.

import socket
from threading import Thread


clients = []


class EchoThread(Thread):
    def __init__(self, client, adresse):
        super().__init__(daemon=True)
        self.client = client
        self.adresse = adresse

    def run(self):
        print("Connected by", self.adresse)
        with self.client:
            clients.append(self.client)
            try:
                self.bediene()
            except ConnectionError:
                print("Verbindung verloren:", self.adresse)
            finally:
                clients.remove(self.client)

    def bediene(self):
        while True:
            daten = self.client.recv(1024)
            if daten == b"":
                return
            print("Received from client", daten)
            for client in clients:
                client.sendall(daten)


def main():
    server = socket.create_server(("127.0.0.1", 61111))
    while True:
        client, adresse = server.accept()
        EchoThread(client, adresse).start()


try:
    main()
except KeyboardInterrupt:
    pass
