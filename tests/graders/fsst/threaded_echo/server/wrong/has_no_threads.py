# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves, answers_the_client_that_asked
# fails: serves_the_others_while_one_does_not_read, serves_many_clients_at_once
# fails: keeps_the_others_when_one_breaks_off
# run() instead of start(): no thread is started.

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
    server = socket.create_server(("127.0.0.1", 61111))
    while True:
        client, adresse = server.accept()
        EchoThread(client, adresse).run()


try:
    main()
except KeyboardInterrupt:
    pass
