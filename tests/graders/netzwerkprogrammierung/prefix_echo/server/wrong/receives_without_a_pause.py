# fails: rests_while_nobody_asks
# recv() returns at once on this socket, with nothing, until the client has sent something.
import codecs
import socket

SERVER = ("127.0.0.1", 8181)


def receive(client):
    while True:
        try:
            return client.recv(128)
        except BlockingIOError:
            pass


def read_text(client):
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = ""
    while True:
        data = receive(client)
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
    client, address = server.accept()
    print("Client connected from", address)
    client.setblocking(False)
    client.sendall(f"SERVER RECEIVED: {read_text(client)}".encode("utf-8"))
    client.close()
    server.close()
    print("finished")


try:
    run_server()
except KeyboardInterrupt:
    print("stopped")
