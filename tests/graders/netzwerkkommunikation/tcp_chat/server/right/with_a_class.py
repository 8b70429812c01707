import socket


class ChatServer:
    def __init__(self, port=50000):
        self.server_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.server_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.server_socket.bind(("", port))
        self.server_socket.listen(5)

    def starten(self):
        print("Server gestartet")
        while True:
            verbindung, adresse = self.server_socket.accept()
            print("Verbunden mit", adresse[0])
            self.bedienen(verbindung, adresse)
            print("Getrennt von", adresse[0])

    def bedienen(self, verbindung, adresse):
        with verbindung:
            while True:
                daten = verbindung.recv(1024)
                if daten == b"":
                    return
                print("[" + adresse[0] + "] " + daten.decode("utf-8"))
                antwort = input("Antwort: ")
                verbindung.sendall(bytes(antwort, "utf-8"))


if __name__ == "__main__":
    try:
        ChatServer().starten()
    except KeyboardInterrupt:
        print("Server beendet")
