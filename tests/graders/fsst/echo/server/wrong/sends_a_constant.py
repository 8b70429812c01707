# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: echoes_messages_as_long_as_a_buffer, obeys_no_magic_word, waits_for_a_silent_client
# fails: closes_when_the_client_has_finished, serves_client_after_client, waits_for_the_next_client
# fails: echoes_a_long_message, echoes_single_bytes, echoes_binary_data, answers_after_a_half_close
# fails: survives_a_reset, survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing
# fails: forgets_no_socket, does_not_grow
# Answers always the same.

import socket

ADRESSE = ("127.0.0.1", 61111)


def bediene(client):
    while True:
        daten = client.recv(1024)
        if daten == b"":
            return
        print("Received from client", daten)
        client.sendall(b"Hallo Client, hier spricht der Server")


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
