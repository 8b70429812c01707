# fails: sends_each_line
# Lines of sys.stdin end with a newline; it is sent as well.

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
        if zeile == "end\n":
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
