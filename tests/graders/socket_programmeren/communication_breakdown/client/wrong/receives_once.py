# fails: puts_an_answer_in_pieces_together, says_that_the_answer_is_cut_short
# fails: gives_up_in_the_middle_of_an_answer, says_that_the_server_broke_off_in_its_answer
# fails: counts_bytes_and_not_letters
# recv() gives what is there, and that need not be everything.

import socket
import sys


def usage():
    print("gebruik: client.py HOST POORT BERICHT", file=sys.stderr)
    sys.exit(2)


def port_of(text):
    try:
        port = int(text)
    except ValueError:
        usage()
    if not 0 < port < 65536:
        usage()
    return port


def echo(host, port, message):
    with socket.create_connection((host, port), timeout=3) as s:
        s.sendall(message)
        received = s.recv(65536)
        if not received:
            sys.exit("geen antwoord")
    return received


def main():
    if len(sys.argv) != 4:
        usage()
    port = port_of(sys.argv[2])
    try:
        received = echo(sys.argv[1], port, sys.argv[3].encode())
    except OSError as error:
        sys.exit(f"storing: {error}")
    print("Received", received)


main()
