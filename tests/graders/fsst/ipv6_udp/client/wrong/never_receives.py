# fails: shows_each_reply, labels_each_reply, waits_for_a_slow_answer, keeps_blanks_at_the_ends
# fails: keeps_umlauts, shows_a_long_reply_whole, takes_no_answer_from_a_stranger
# fails: takes_no_old_answer_for_a_new_one, gives_up_when_no_answer_comes, says_that_the_server_is_absent
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
