import socket
import sys


class Tee:
    def __init__(self, *files):
        self.files = files

    def write(self, text):
        for file in self.files:
            file.write(text)

    def flush(self):
        for file in self.files:
            file.flush()


sys.stdout = Tee(sys.stdout, open("server.log", "a"))
with socket.create_server(("127.0.0.1", 8181)) as server:
    print("Waiting for connection", flush=True)
    client, address = server.accept()
    print("Client connected from", address, flush=True)
    with client:
        data = client.recv(128)
        print("Received:", data, flush=True)
        client.sendall(b"SERVER RECEIVED: " + data)
print("finished")
