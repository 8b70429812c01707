# fails: serves_client_after_client, prints_the_address_of_each_client, survives_a_reset
# fails: survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing, forgets_no_socket
# fails: does_not_grow
# No loop around accept(): the server ends with its first client.

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
