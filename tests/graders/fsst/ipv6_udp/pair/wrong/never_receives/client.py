# fails: understand_each_other, survive_what_comes_twice, say_that_a_line_was_lost, say_that_an_answer_was_lost
# Sends, and does not wait for the answer.

import socket
import sys

SERVER = ("::1", 61111)


def leere(sock):
    """Wirft weg, was noch da ist."""
    sock.setblocking(False)
    try:
        while True:
            sock.recvfrom(65535)
    except BlockingIOError:
        pass
    sock.settimeout(3)


def empfange(sock):
    while True:
        daten, absender = sock.recvfrom(65535)
        if absender[:2] == SERVER:
            return daten


def unterhalte(sock):
    print("Willkommen! Mit 'end' ist Schluss.")
    for zeile in sys.stdin:
        zeile = zeile.rstrip("\n")
        if zeile == "end":
            break
        leere(sock)
        sock.sendto(zeile.encode(), SERVER)
    print("cleaning up ...")


def main():
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
        try:
            unterhalte(sock)
        except TimeoutError:
            print("Keine Antwort", file=sys.stderr)
            sys.exit(1)


main()
