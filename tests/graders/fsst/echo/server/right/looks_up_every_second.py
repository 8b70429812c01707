# Tries again whenever a second has passed in silence
import socket


def warte(tue):
    while True:
        try:
            return tue()
        except socket.timeout:
            pass


server = socket.create_server(("127.0.0.1", 61111))
server.settimeout(1.0)
try:
    while True:
        client, adresse = warte(server.accept)
        print("Connected by", adresse)
        with client:
            try:
                client.settimeout(1.0)
                while daten := warte(lambda: client.recv(1024)):
                    print("Received from client", daten)
                    client.settimeout(None)
                    client.sendall(daten)
                    client.settimeout(1.0)
            except ConnectionError as fehler:
                print("Abbruch:", fehler)
except KeyboardInterrupt:
    print("Ende")
