# fails: goes_on_after_an_empty_line
# Receives before it looks how much it wants: nothing comes back for an empty line.

import socket
import sys

ADRESSE = ("::1", 61111)


def empfange(verbindung, anzahl):
    antwort = b""
    while True:
        stueck = verbindung.recv(1024)
        if not stueck:
            raise ConnectionError("Der Server ist weg")
        antwort += stueck
        if len(antwort) >= anzahl:
            return antwort


def unterhalte(verbindung):
    print("Willkommen! Mit 'end' ist Schluss.")
    for zeile in sys.stdin:
        zeile = zeile.rstrip("\n")
        if zeile == "end":
            break
        nachricht = zeile.encode()
        verbindung.sendall(nachricht)
        antwort = empfange(verbindung, len(nachricht))
        print("Received:", antwort.decode())
    print("cleaning up ...")


def main():
    try:
        with socket.create_connection(ADRESSE) as verbindung:
            unterhalte(verbindung)
    except OSError as fehler:
        print("Fehler:", fehler, file=sys.stderr)
        sys.exit(1)


main()
