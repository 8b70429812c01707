# fails: sends_every_word_but_end, ends_with_the_line_end, says_that_it_cleans_up
# Knows another word for the end.

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
        if zeile == "quit":
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
