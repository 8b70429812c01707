# De klasse Bericht leest met een buffer, wat er ook in één recv() zit; print schrijft zonder flush.
import json
import socket
import sys

VERPLICHT = ("byteorder", "content-type", "content-encoding", "content-length")


class Fout(Exception):
    pass


class Bericht:
    def __init__(self, sock):
        self.sock = sock
        self.buffer = bytearray()

    def neem(self, n):
        while len(self.buffer) < n:
            stuk = self.sock.recv(100)
            if not stuk:
                raise Fout("de verbinding is te vroeg gesloten")
            self.buffer.extend(stuk)
        deel = bytes(self.buffer[:n])
        del self.buffer[:n]
        return deel

    def schrijf(self, inhoud):
        data = json.dumps(inhoud).encode()
        header = dict(zip(VERPLICHT, (sys.byteorder, "text/json", "utf-8", len(data))))
        kop = json.dumps(header).encode()
        self.sock.sendall(bytes([len(kop) >> 8, len(kop) & 255]) + kop + data)

    def lees(self):
        hoog, laag = self.neem(2)
        lengte = hoog * 256 + laag
        if not 0 < lengte <= 1024:
            raise Fout(f"de header heeft {lengte} bytes")
        header = self.ontleed(self.neem(lengte), "utf-8")
        for sleutel in VERPLICHT:
            if sleutel not in header:
                raise Fout(f"{sleutel} ontbreekt")
        lengte = header["content-length"]
        if type(lengte) != int or lengte < 0 or lengte > 1_000_000:
            raise Fout("content-length")
        data = self.neem(lengte)
        if header["content-type"] != "text/json":
            raise Fout("geen JSON")
        return self.ontleed(data, header["content-encoding"])

    def ontleed(self, data, codering):
        try:
            inhoud = json.loads(data.decode(codering))
        except Exception as e:  # onbekende codering, geen tekst of geen JSON: alles is kapot
            raise Fout(f"kapotte JSON: {e}")
        if not isinstance(inhoud, dict):
            raise Fout("geen object")
        return inhoud


def main(argv):
    if len(argv) != 5:
        print(f"Gebruik: {argv[0]} HOST PORT ACTIE WAARDE", file=sys.stderr)
        return 2
    try:
        port = int(argv[2])
        if port <= 0 or port > 65535:
            raise ValueError("buiten 1 tot 65535")
    except ValueError as e:
        print(f"{argv[0]}: slechte poort: {e}", file=sys.stderr)
        return 2
    sock = socket.socket()
    try:
        sock.connect((argv[1], port))
        bericht = Bericht(sock)
        bericht.schrijf({"action": argv[3], "value": argv[4]})
        antwoord = bericht.lees()
        if not isinstance(antwoord.get("result"), str):
            raise Fout("geen resultaat")
        print(antwoord["result"])
        return 0
    except (Fout, OSError) as e:
        print("Fout:", e, file=sys.stderr)
        return 1
    finally:
        sock.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
