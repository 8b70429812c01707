# fails: echoes_message_after_message, echoes_a_long_message
# Ein Puffer für alles; was noch darin steht, kommt mit der nächsten Antwort.

import socket

ADRESSE = ("::1", 61111)


def bediene(client):
    puffer = bytearray(1024)
    while True:
        n = client.recv_into(puffer)
        if n == 0:
            return
        print("Received from client", bytes(puffer[:n]))
        client.sendall(puffer.rstrip(b"\0"))


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
