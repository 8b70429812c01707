import socket


class ChatClient:
    def __init__(self, ip, port=50000):
        self.ip = ip
        self.verbindung = socket.create_connection((ip, port))

    def frage(self, text):
        self.verbindung.sendall(bytes(text, "utf-8"))
        return str(self.verbindung.recv(4096), "utf-8")

    def schliesse(self):
        self.verbindung.close()


if __name__ == "__main__":
    client = ChatClient(input("IP-Adresse: "))
    try:
        while True:
            print(f"[{client.ip}] {client.frage(input('Nachricht: '))}")
    except (EOFError, KeyboardInterrupt):
        client.schliesse()
