# fails: survives_a_reset, survives_a_client_that_does_not_wait
# Nobody catches ConnectionResetError.

import socket

ADRESSE = ("::1", 61111)


def bediene(client):
    while True:
        daten = client.recv(1024)
        if daten == b"":
            return
        print("Received from client", daten)
        client.sendall(daten)


def main():
    server = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(ADRESSE)
    server.listen()
    while True:
        client, adresse = server.accept()
        print("Connected by", adresse)
        bediene(client)
        client.close()


try:
    main()
except KeyboardInterrupt:
    pass
