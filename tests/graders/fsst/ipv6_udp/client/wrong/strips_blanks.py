# fails: keeps_blanks_at_the_ends
# strip() nimmt mehr weg als das Zeilenende.

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
        zeile = zeile.strip()
        if zeile == "end":
            break
        leere(sock)
        sock.sendto(zeile.encode(), SERVER)
        print("Received:", empfange(sock).decode())
    print("cleaning up ...")


def main():
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
        try:
            unterhalte(sock)
        except TimeoutError:
            print("Keine Antwort", file=sys.stderr)
            sys.exit(1)


main()
