# fails: takes_no_old_answer_for_a_new_one
# What came twice is taken for the next answer.

import socket
import sys

SERVER = ("::1", 61111)


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
        sock.sendto(zeile.encode(), SERVER)
        print("Received:", empfange(sock).decode())
    print("cleaning up ...")


def main():
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
        sock.settimeout(3)
        try:
            unterhalte(sock)
        except TimeoutError:
            print("Keine Antwort", file=sys.stderr)
            sys.exit(1)


main()
