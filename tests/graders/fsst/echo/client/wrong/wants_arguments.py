# fails: TODO
# The exercise names the address; nobody gives arguments.

import socket
import sys

if len(sys.argv) != 3:
    sys.exit("usage: client.py HOST PORT")
ADRESSE = (sys.argv[1], int(sys.argv[2]))


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
