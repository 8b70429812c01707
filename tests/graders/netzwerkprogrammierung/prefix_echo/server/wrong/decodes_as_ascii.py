# fails: keeps_umlauts, waits_for_the_rest_of_a_character, answers_what_is_not_text
import socket

SERVER = ("127.0.0.1", 8181)


def read_text(client):
    data = client.recv(128)
    print("Received:", data)
    return data.decode("ascii")


def run_server():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(SERVER)
    server.listen(5)
    print("Waiting for connection")
    client, address = server.accept()
    print("Client connected from", address)
    text = read_text(client)
    answer = "SERVER RECEIVED: " + text
    client.sendall(answer.encode("utf-8"))
    client.close()
    server.close()
    print("finished")


try:
    run_server()
except KeyboardInterrupt:
    print("stopped")
