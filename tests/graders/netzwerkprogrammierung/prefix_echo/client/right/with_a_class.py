import socket


class Client:
    def __init__(self, host, port):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.connect((host, port))

    def ask(self, text):
        self.sock.sendall(bytes(text, "utf8"))
        # nichts mehr zu sagen
        self.sock.shutdown(socket.SHUT_WR)
        teile = []
        while True:
            teil = self.sock.recv(16)
            if not teil:
                break
            teile.append(teil)
        return str(b"".join(teile), "utf8")

    def close(self):
        self.sock.close()


client = Client("127.0.0.1", 8181)
try:
    print("Der Server sagt:", client.ask("Hallo Server"))
finally:
    client.close()
