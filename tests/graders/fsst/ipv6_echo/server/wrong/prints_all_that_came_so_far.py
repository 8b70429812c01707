# fails: prints_no_more_than_it_received
# Sammelt, was ein Client sagt, und gibt jedes Mal alles aus.

import socket

ADRESSE = ("::1", 61111)


def bediene(client):
    alles = b""
    while True:
        daten = client.recv(1024)
        if daten == b"":
            return
        alles = (alles + daten)[-2000:]
        print("Received from client", alles)
        client.sendall(daten)


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
        finally:
            client.close()


try:
    main()
except KeyboardInterrupt:
    pass
