# It says what it does, and when each packet came; one object does all.
import socket
import sys
import time


class Schnueffler:
    NUMMERN = {"icmp": 1, "tcp": 6, "udp": 17}

    def __init__(self, protokoll, anzahl):
        self.protokoll = protokoll
        self.anzahl = anzahl
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_RAW, self.NUMMERN[protokoll])
        self.puffer = bytearray(65536)

    def laufen(self):
        print(f"Warte auf {self.anzahl} Pakete ({self.protokoll}) ...")
        for nummer in range(1, self.anzahl + 1):
            laenge = self.socket.recv_into(self.puffer)
            print(f"{nummer:3} {time.strftime('%H:%M:%S')} {self.zeile(self.puffer[:laenge])}")
        print("Fertig.")

    def zeile(self, paket):
        kopf = (paket[0] & 0b1111) << 2
        von = ".".join(str(byte) for byte in paket[12:16])
        nach = ".".join(str(byte) for byte in paket[16:20])
        rest = paket[kopf:]
        if self.protokoll != "icmp" and len(rest) >= 4:
            von += f":{rest[0] << 8 | rest[1]}"
            nach += f":{rest[2] << 8 | rest[3]}"
        return f"{self.protokoll.upper()} {von} -> {nach}, {len(rest)} Bytes"


try:
    _, protokoll, anzahl = sys.argv
    anzahl = int(anzahl)
    if protokoll not in Schnueffler.NUMMERN or anzahl < 1:
        raise ValueError
except ValueError:
    print("Aufruf: program.py icmp|tcp|udp ANZAHL", file=sys.stderr)
    sys.exit(2)
try:
    Schnueffler(protokoll, anzahl).laufen()
except PermissionError as fehler:
    sys.exit(f"Kein roher Socket: {fehler}")
except KeyboardInterrupt:
    print("Abgebrochen.")
