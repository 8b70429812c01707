# fails: echoes_a_message, serves_client_after_client, echoes_blanks_and_line_ends
# fails: echoes_message_after_message, closes_when_the_client_has_finished
# fails: prints_the_address_of_each_client, survives_a_reset, survives_a_client_that_says_nothing
# fails: forgets_no_socket, echoes_a_long_message, echoes_single_bytes, echoes_binary_data
# fails: answers_after_a_half_close, does_not_grow
# A socket takes bytes: TypeError with the first message.

import socket

ADRESSE = ("127.0.0.1", 61111)


def bediene(client):
    while True:
        daten = client.recv(1024)
        if daten == b"":
            return
        print("Received from client", daten)
        client.sendall(str(daten))


def main():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
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
