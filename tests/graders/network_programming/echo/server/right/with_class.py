import socket


class Server:
    def __init__(self, port=12345):
        self.sock = socket.socket()
        self.sock.bind(("", port))
        self.sock.listen(1)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.sock.close()

    def run(self):
        client, self.peer = self.sock.accept()
        print("Connected by", self.peer)
        with client:
            self.talk(client)

    def talk(self, client):
        buf = client.recv(512)
        while len(buf) != 0:
            sent = 0
            while sent < len(buf):
                sent += client.send(buf[sent:])
            buf = client.recv(512)


with Server() as server:
    server.run()
