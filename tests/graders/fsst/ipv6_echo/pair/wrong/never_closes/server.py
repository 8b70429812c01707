# fails: end_together
# Keeps all sockets in a list, and none is ever closed.

import socket

ADRESSE = ("::1", 61111)


def bediene(client):
    while True:
        daten = client.recv(1024)
        if daten == b"":
            return
        print("Received from client", daten)
        client.sendall(daten)


clients = []


def main():
    server = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(ADRESSE)
    server.listen()
    while True:
        client, adresse = server.accept()
        print("Connected by", adresse)
        try:
            bediene(client)
        except ConnectionError:
            print("Verbindung verloren")
        clients.append(client)


try:
    main()
except KeyboardInterrupt:
    pass
