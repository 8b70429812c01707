# fails: shows_each_reply, labels_each_reply, puts_a_reply_in_pieces_together, keeps_blanks_at_the_ends
# fails: sends_a_long_line_whole, waits_for_a_slow_answer, keeps_umlauts, says_that_the_server_has_gone
# fails: says_that_the_connection_broke_off
# Sends, and does not wait for the answer.

import socket
import sys

ADRESSE = ("127.0.0.1", 61111)


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
