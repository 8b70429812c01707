# fails: echoes_messages_as_long_as_a_buffer
# Wer so viel bekommt, wie er verlangt hat, wartet auf noch mehr.

import socket

ADRESSE = ("::1", 61111)


def bediene(client):
    while True:
        daten = b""
        while True:
            stueck = client.recv(1000)
            daten += stueck
            if len(stueck) < 1000:
                break
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
