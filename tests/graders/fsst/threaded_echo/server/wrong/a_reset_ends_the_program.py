# fails: keeps_the_others_when_one_breaks_off, survives_a_reset, survives_a_client_that_does_not_wait
# Ends the whole program, where only one client has broken off.

import os
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
                os._exit(1)

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
