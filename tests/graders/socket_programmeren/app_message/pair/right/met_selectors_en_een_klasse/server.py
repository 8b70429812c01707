# Eén thread, selectors en een klasse Bericht, zoals in het document.
import argparse
import json
import selectors
import socket
import struct
import sys

BEKEND = {
    "tcp": "een betrouwbare stroom van bytes",
    "udp": "losse berichten, zonder garantie",
    "coördinaat": "één getal van een plaats",
}
sel = selectors.DefaultSelector()


class Bericht:
    """Alles van één client: wat er binnen is, en wat er nog uit moet."""

    def __init__(self, conn):
        self.conn = conn
        self.binnen = b""
        self.uit = b""
        self.einde = False

    def gebeurt(self, mask):
        try:
            if mask & selectors.EVENT_READ:
                self.lees()
            if mask & selectors.EVENT_WRITE:
                self.schrijf()
        except ConnectionError as fout:
            print("client weg:", fout)
            self.sluit()
            return
        if self.einde and not self.uit:
            self.sluit()
            return
        events = 0 if self.einde else selectors.EVENT_READ
        if self.uit:
            events |= selectors.EVENT_WRITE
        sel.modify(self.conn, events, self)

    def lees(self):
        stuk = self.conn.recv(4096)
        if not stuk:
            self.einde = True
            return
        self.binnen += stuk
        try:
            while self.verwerk():
                pass
        except (ValueError, LookupError, TypeError) as fout:
            self.resultaat(f"Fout: {fout}")
            self.einde = True

    def verwerk(self):
        if len(self.binnen) < 2:
            return False
        lengte = struct.unpack("!H", self.binnen[:2])[0]
        if not 1 <= lengte <= 1024:
            raise ValueError("headerlengte")
        if len(self.binnen) < 2 + lengte:
            return False
        header = json.loads(self.binnen[2 : 2 + lengte].decode())
        header["byteorder"]
        inhoud_lengte = header["content-length"]
        if type(inhoud_lengte) is not int or not 0 <= inhoud_lengte <= 1000000:
            raise ValueError("content-length")
        codering = header["content-encoding"]
        soort = header["content-type"]
        eind = 2 + lengte + inhoud_lengte
        if len(self.binnen) < eind:
            return False
        inhoud = self.binnen[2 + lengte : eind]
        self.binnen = self.binnen[eind:]
        if soort == "text/json":
            vraag = json.loads(inhoud.decode(codering))
            self.resultaat(self.zoek(vraag["action"], vraag["value"]))
        else:
            self.bericht(inhoud[::-1], "application/octet-stream", "binary")
        return True

    def zoek(self, actie, waarde):
        if type(actie) is not str or type(waarde) is not str:
            raise TypeError("geen teksten")
        print("Verzoek:", actie, waarde)
        if actie == "search":
            return BEKEND.get(waarde, "Geen resultaat voor " + waarde)
        return "Fout: onbekende actie " + actie

    def resultaat(self, tekst):
        self.bericht(json.dumps({"result": tekst}).encode(), "text/json", "utf-8")

    def bericht(self, inhoud, soort, codering):
        header = json.dumps(
            {
                "content-length": len(inhoud),
                "content-type": soort,
                "content-encoding": codering,
                "byteorder": sys.byteorder,
            }
        ).encode()
        self.uit += struct.pack("!H", len(header)) + header + inhoud

    def schrijf(self):
        if self.uit:
            n = self.conn.send(self.uit)
            self.uit = self.uit[n:]

    def sluit(self):
        sel.unregister(self.conn)
        self.conn.close()


def poort(tekst):
    nummer = int(tekst)
    if not 0 < nummer < 65536:
        raise ValueError
    return nummer


parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=poort)
args = parser.parse_args()

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((args.host, args.port))
server.listen()
server.setblocking(False)
sel.register(server, selectors.EVENT_READ)

try:
    while True:
        for key, mask in sel.select():
            if key.data is None:
                conn, addr = server.accept()
                print("Connected by", addr)
                conn.setblocking(False)
                sel.register(conn, selectors.EVENT_READ, Bericht(conn))
            else:
                key.data.gebeurt(mask)
except KeyboardInterrupt:
    print("gestopt")
