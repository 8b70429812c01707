# fails: survives_a_client_that_says_nothing
# Divides by zero when a client has sent nothing.

import socket

ADRESSE = ("::1", 61111)


def bediene(client):
    laengen = []
    while True:
        daten = client.recv(1024)
        if daten == b"":
            print("im Mittel", sum(laengen) / len(laengen), "Bytes")
            return
        laengen.append(len(daten))
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
