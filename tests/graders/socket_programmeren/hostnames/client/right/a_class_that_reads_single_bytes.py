import socket
import sys


class GeenServer(Exception):
    pass


class Gesprek:
    def __init__(self, host, poort):
        self.socket = None
        self.pogingen = []
        try:
            self.adressen = socket.getaddrinfo(host, poort, socket.AF_UNSPEC, socket.SOCK_STREAM)
        except socket.gaierror as fout:
            raise GeenServer(f"{host} is onbekend ({fout.strerror})")
        while self.adressen and self.socket is None:
            self.probeer(*self.adressen.pop(0))
        if self.socket is None:
            raise GeenServer("; ".join(self.pogingen))

    def probeer(self, familie, soort, protocol, naam, adres):
        kandidaat = socket.socket(familie, soort, protocol)
        if fout := kandidaat.connect_ex(adres):
            self.pogingen.append(f"{adres[0]}: fout {fout}")
            kandidaat.close()
        else:
            self.socket = kandidaat
            self.adres = adres[0]

    def vraag(self, bericht):
        self.socket.sendall(bytes(bericht + "\n", "utf-8"))
        regel = bytearray()
        while (byte := self.socket.recv(1)) != b"\n":
            if byte == b"":
                raise GeenServer("geen heel antwoord")
            regel += byte
        return regel.decode()


if len(sys.argv) != 4 or not sys.argv[2].isdigit() or int(sys.argv[2]) not in range(1, 65536):
    sys.stderr.write("gebruik: client.py HOST POORT BERICHT\n")
    sys.exit(2)
try:
    gesprek = Gesprek(sys.argv[1], int(sys.argv[2]))
    print("Connected to", gesprek.adres)
    print("Received", gesprek.vraag(sys.argv[3]))
    gesprek.socket.close()
except (GeenServer, OSError) as fout:
    sys.stderr.write(f"Mislukt: {fout}\n")
    sys.exit(1)
