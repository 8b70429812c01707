# fails: waits_for_the_next_client
# Ein Server, der nach zwei Sekunden Feierabend macht.

import socket

ADRESSE = ("::1", 61111)


def bediene(client):
    client.settimeout(None)
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
    server.settimeout(2)
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
except (KeyboardInterrupt, TimeoutError):
    pass
