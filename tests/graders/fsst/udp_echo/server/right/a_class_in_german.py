import socket
import time


class EchoServer:
    """Läuft, bis ihn jemand mit Strg-C beendet."""

    def __init__(self, host="127.0.0.1", port=61111):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sock.bind((host, port))
        self.anzahl = 0

    def bediene(self):
        daten, absender = self.sock.recvfrom(65535)
        self.anzahl += 1
        ip, port = absender
        print(time.strftime("%H:%M"), f"Received from {ip}, port {port}:", daten.decode("utf-8", "replace"))
        print("Nummer", self.anzahl)
        self.sock.sendto(daten, absender)

    def laufe(self):
        print("UDP-Echo läuft")
        while True:
            self.bediene()


if __name__ == "__main__":
    try:
        EchoServer().laufe()
    except KeyboardInterrupt:
        print("Ende")
