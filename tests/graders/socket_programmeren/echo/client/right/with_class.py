import socket


class EchoClient:
    def __init__(self, host="127.0.0.1", poort=65432):
        self.adres = (host, poort)

    def praat(self, tekst):
        bericht = tekst.encode("utf-8")
        antwoord = bytearray()
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as verbinding:
            verbinding.connect(self.adres)
            print("Verbonden met", verbinding.getpeername())
            verbinding.sendall(bericht)
            while len(antwoord) < len(bericht):
                stuk = verbinding.recv(1024)
                if not stuk:
                    break
                antwoord += stuk
        return bytes(antwoord)


klant = EchoClient()
print(f"Received {klant.praat('Hello, world')!r}")
