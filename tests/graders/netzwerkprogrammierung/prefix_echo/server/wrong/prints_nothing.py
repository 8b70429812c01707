# fails: says_that_it_waits, prints_who_has_connected, prints_what_it_received
# fails: says_that_it_has_finished
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
        text += decoder.decode(data)
        if not decoder.getstate()[0]:
            return text


def run_server():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(SERVER)
    server.listen(5)
    client, address = server.accept()
    text = read_text(client)
    answer = "SERVER RECEIVED: " + text
    client.sendall(answer.encode("utf-8"))
    client.close()
    server.close()


try:
    run_server()
except KeyboardInterrupt:
    print("stopped")
