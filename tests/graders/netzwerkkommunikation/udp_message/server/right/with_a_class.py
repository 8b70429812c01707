"""UDP-Empfaenger als Klasse."""
import socket


class Empfaenger:
    def __init__(self, host="", port=50000):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sock.bind((host, port))
        self.laeuft = True

    def empfange(self):
        daten, (ip, port) = self.sock.recvfrom(4096)
        return ip, daten.decode("utf-8", errors="ignore")

    def starte(self):
        print("Warte auf Nachrichten ...")
        while self.laeuft:
            ip, text = self.empfange()
            print("[%s] %s" % (ip, text))

    def beende(self):
        self.laeuft = False
        self.sock.close()


if __name__ == "__main__":
    e = Empfaenger()
    try:
        e.starte()
    except KeyboardInterrupt:
        e.beende()
