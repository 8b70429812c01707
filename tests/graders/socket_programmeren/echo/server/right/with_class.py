import socket


class EchoServer:
    """Een server die precies een klant bedient."""

    def __init__(self, host, poort):
        self.host = host
        self.poort = poort
        self.luisteraar = None

    def start(self):
        self.luisteraar = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.luisteraar.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.luisteraar.bind((self.host, self.poort))
        self.luisteraar.listen()

    def bedien(self):
        verbinding, adres = self.luisteraar.accept()
        print(f"Connected by {adres}")
        totaal = 0
        try:
            while True:
                gegevens = verbinding.recv(2048)
                if not gegevens:
                    print(f"Klant is klaar, {totaal} bytes teruggestuurd")
                    return
                verbinding.sendall(gegevens)
                totaal += len(gegevens)
        finally:
            verbinding.close()

    def stop(self):
        self.luisteraar.close()


if __name__ == "__main__":
    server = EchoServer("127.0.0.1", 65432)
    server.start()
    server.bedien()
    server.stop()
