# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message, echoes_a_long_message
# fails: echoes_single_bytes, echoes_binary_data
# So that it looks nice in nc.

import socket

ADRESSE = ("::1", 61111)


def bediene(client):
    while True:
        daten = client.recv(1024)
        if daten == b"":
            return
        print("Received from client", daten)
        client.sendall(daten + b"\n")


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
