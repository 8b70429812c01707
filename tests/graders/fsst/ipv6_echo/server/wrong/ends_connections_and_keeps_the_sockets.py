# fails: forgets_no_socket, does_not_grow
# shutdown() ends the connection, so that each client is content; the socket is only gone after close().

import socket

ADRESSE = ("::1", 61111)
alle = []


def bediene(client):
    while daten := client.recv(1024):
        print("Received from client", daten)
        client.sendall(daten)
    client.shutdown(socket.SHUT_RDWR)


def main():
    server = socket.create_server(ADRESSE, family=socket.AF_INET6)
    while True:
        client, adresse = server.accept()
        alle.append(client)
        print("Connected by", adresse)
        try:
            bediene(client)
        except OSError:
            print("Verbindung verloren")


try:
    main()
except KeyboardInterrupt:
    print(len(alle), "Clients bedient")
