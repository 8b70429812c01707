# fails: serves_client_after_client, forgets_what_was_said_before, prints_it_for_every_client
# fails: survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing, does_not_grow
# fails: obeys_no_magic_word, lets_the_others_wait, survives_a_client_that_breaks_off
# server.close() stood at the end, and went into the loop with all the rest.

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
        if not decoder.getstate()[0]:
            return text


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
        server.close()


try:
    run_server()
except KeyboardInterrupt:
    print("stopped")
