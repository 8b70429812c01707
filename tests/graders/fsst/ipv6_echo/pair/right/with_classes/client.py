import socket


class EchoClient:
    def __init__(self, host, port):
        self.sock = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
        self.sock.connect((host, port))

    def ask(self, text):
        self.sock.sendall(text.encode("utf-8"))
        return self.sock.recv(4096).decode("utf-8")

    def close(self):
        self.sock.close()

    def run(self):
        print("Echo client ready. Type 'end' to leave.")
        text = input("> ")
        while text != "end":
            print("Received:", self.ask(text))
            text = input("> ")
        print("cleaning up ...")
        self.close()


if __name__ == "__main__":
    EchoClient("::1", 61111).run()
