# fails: understand_each_other, end_together, understand_single_bytes, understand_what_comes_late, carry_a_long_line
# Sends, and does not wait for the answer.

import socket
import sys

ADRESSE = ("::1", 61111)


def empfange(verbindung, anzahl):
    antwort = b""
    while len(antwort) < anzahl:
        stueck = verbindung.recv(anzahl - len(antwort))
        if not stueck:
            raise ConnectionError("Der Server ist weg")
        antwort += stueck
    return antwort


def unterhalte(verbindung):
    print("Willkommen! Mit 'end' ist Schluss.")
    for zeile in sys.stdin:
        zeile = zeile.rstrip("\n")
        if zeile == "end":
            break
        nachricht = zeile.encode()
        verbindung.sendall(nachricht)
    print("cleaning up ...")


def main():
    try:
        with socket.create_connection(ADRESSE) as verbindung:
            unterhalte(verbindung)
    except OSError as fehler:
        print("Fehler:", fehler, file=sys.stderr)
        sys.exit(1)


main()
