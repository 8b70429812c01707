import socket
import sys


class EchoClient:
    def __init__(self, host="::1", port=61111):
        self.server = (host, port)
        self.sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)

    def ask(self, text):
        """Die Antwort des Servers, und keines anderen."""
        self.drain()
        self.sock.settimeout(3.0)
        self.sock.sendto(text.encode("utf-8"), self.server)
        while True:
            data, sender = self.sock.recvfrom(65535)
            if sender[:2] == self.server:
                return data.decode("utf-8")

    def drain(self):
        self.sock.settimeout(0)
        try:
            while self.sock.recv(65535) is not None:
                pass
        except BlockingIOError:
            return

    def run(self):
        print("Echo client ready. Type 'end' to leave.")
        try:
            text = input("> ")
            while text != "end":
                print("Received:", self.ask(text))
                text = input("> ")
        except EOFError:
            pass
        except socket.timeout:
            print("Der Server antwortet nicht.", file=sys.stderr)
            return 2
        print("cleaning up ...")
        self.sock.close()
        return 0


if __name__ == "__main__":
    sys.exit(EchoClient().run())
