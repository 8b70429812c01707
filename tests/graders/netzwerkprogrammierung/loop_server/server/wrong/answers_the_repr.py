# fails: answers_with_the_prefix_and_the_text, takes_in_a_message_of_128_bytes, keeps_umlauts
# fails: waits_for_the_rest_of_a_character
# str() of bytes is b'...', and not the text.

import socket

SERVER = ("127.0.0.1", 8181)


def read_text(client):
    while True:
        data = client.recv(128)
        if not data:
            return ""
        print("Received:", data)
        return str(data)


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
