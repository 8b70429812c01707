# fails: answers_with_the_prefix_and_the_text, takes_in_a_message_of_128_bytes, waits_for_its_client
# fails: serves_client_after_client, closes_the_connection, forgets_what_was_said_before
# fails: closes_after_the_answer, keeps_umlauts, keeps_blanks_at_the_ends
# fails: waits_for_the_rest_of_a_character, answers_what_is_not_text
# fails: survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing, does_not_grow
# fails: obeys_no_magic_word, lets_the_others_wait, survives_a_client_that_breaks_off
# Reads until the client has finished, and the client waits for its answer.

import codecs
import socket

SERVER = ("127.0.0.1", 8181)


def read_text(client):
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = ""
    while True:
        data = client.recv(128)
        if not data:
            return text + decoder.decode(b"", True)
        print("Received:", data)
        text += decoder.decode(data)


def run_server():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(SERVER)
    server.listen(5)
    print("Waiting for connection")
    while True:
        client, address = server.accept()
        print("Client connected from", address)
        try:
            text = read_text(client)
            answer = "SERVER RECEIVED: " + text
            client.sendall(answer.encode("utf-8"))
        except ConnectionError as error:
            print("Lost a client:", error)
        client.close()


try:
    run_server()
except KeyboardInterrupt:
    print("stopped")
