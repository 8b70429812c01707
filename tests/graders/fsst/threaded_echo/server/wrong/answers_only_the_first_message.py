# fails: echoes_message_after_message, echoes_messages_as_long_as_a_buffer, obeys_no_magic_word
# fails: serves_the_others_while_one_does_not_read, echoes_a_long_message, echoes_single_bytes
# No loop around recv(): one message for each client.

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
        daten = self.client.recv(1024)
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
