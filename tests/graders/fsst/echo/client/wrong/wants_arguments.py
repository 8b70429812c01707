# fails: connects_to_the_documented_address, sends_each_line, sends_every_word_but_end, shows_each_reply
# fails: ends_with_the_line_end, greets, labels_each_reply, says_that_it_cleans_up
# fails: says_that_the_server_is_absent, puts_a_reply_in_pieces_together, keeps_blanks_at_the_ends
# fails: sends_a_long_line_whole, waits_for_a_slow_answer, goes_on_after_an_empty_line, keeps_umlauts
# fails: ends_at_the_end_of_the_input, says_that_the_server_has_gone, says_that_the_connection_broke_off
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
