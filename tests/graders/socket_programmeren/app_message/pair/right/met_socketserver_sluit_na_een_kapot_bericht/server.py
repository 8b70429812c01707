# Een kapot bericht is het einde van de verbinding, zonder een woord. Antwoordt in latin-1 als dat kan.
import json
import socketserver
import struct
import sys


class Weg(Exception):
    pass


class Handler(socketserver.StreamRequestHandler):
    bekend = {
        "tcp": "een betrouwbare stroom van bytes",
        "udp": "losse berichten, zonder garantie",
        "coördinaat": "één getal van een plaats",
    }

    def lees(self, n):
        data = self.rfile.read(n)
        if len(data) != n:
            raise Weg
        return data

    def handle(self):
        print(f"Connected by {self.client_address}")
        try:
            while True:
                self.een_bericht()
        except (Weg, OSError, ValueError, KeyError, TypeError, LookupError, AssertionError):
            pass

    def een_bericht(self):
        (n,) = struct.unpack(">H", self.lees(2))
        assert 0 < n <= 1024
        header = json.loads(self.lees(n))
        assert header["byteorder"]
        n = header["content-length"]
        assert isinstance(n, int) and 0 <= n <= 1000000
        soort, codering = header["content-type"], header["content-encoding"]
        inhoud = self.lees(n)
        if soort != "text/json":
            self.stuur(inhoud[::-1], "application/octet-stream", "binary")
            return
        vraag = json.loads(str(inhoud, codering))
        actie, waarde = vraag["action"], vraag["value"]
        assert isinstance(actie, str) and isinstance(waarde, str)
        print("Verzoek:", actie, waarde, flush=True)
        if actie != "search":
            resultaat = f"Fout: onbekende actie {actie}"
        else:
            resultaat = self.bekend.get(waarde) or f"Geen resultaat voor {waarde}"
        tekst = json.dumps({"result": resultaat}, ensure_ascii=False)
        try:
            self.stuur(tekst.encode("latin-1"), "text/json", "latin-1")
        except UnicodeEncodeError:
            self.stuur(tekst.encode("utf-8"), "text/json", "utf-8")

    def stuur(self, inhoud, soort, codering):
        header = json.dumps(
            {
                "byteorder": sys.byteorder,
                "content-type": soort,
                "content-encoding": codering,
                "content-length": len(inhoud),
            },
            separators=(",", ":"),
        ).encode("ascii")
        # In drie keer: hoe het verdeeld wordt, is aan TCP.
        for deel in (struct.pack(">H", len(header)), header, inhoud):
            self.wfile.write(deel)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[2].isdigit() or not 0 < int(sys.argv[2]) < 65536:
        sys.stderr.write("gebruik: server.py HOST PORT\n")
        raise SystemExit(2)
    with Server((sys.argv[1], int(sys.argv[2])), Handler) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Tot ziens")
