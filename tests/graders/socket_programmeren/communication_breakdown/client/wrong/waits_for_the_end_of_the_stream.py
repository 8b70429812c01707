# fails: shows_the_answer, ends_after_the_answer, puts_an_answer_in_pieces_together, labels_the_answer
# fails: shows_the_answer_as_bytes, shows_an_answer_that_is_not_text, brings_a_long_message_back
# fails: counts_bytes_and_not_letters
# Receives until the server closes, and the server waits for the client.

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
        received = b""
        while True:
            data = s.recv(1024)
            if not data:
                break
            received += data
    if len(received) < len(message):
        sys.exit("te kort")
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
