# fails: says_that_the_server_is_absent, gives_up_when_nobody_answers_its_call
# fails: says_that_there_is_no_such_host
# Is ready for breakdowns once it is connected, and not before.

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


def echo(s, message):
    s.sendall(message)
    with s:
        received = b""
        while len(received) < len(message):
            data = s.recv(1024)
            if not data:
                sys.exit(f"te kort: {len(received)} van {len(message)} bytes")
            received += data
    return received


def main():
    if len(sys.argv) != 4:
        usage()
    port = port_of(sys.argv[2])
    s = socket.create_connection((sys.argv[1], port), timeout=3)
    try:
        received = echo(s, sys.argv[3].encode())
    except OSError as error:
        sys.exit(f"storing: {error}")
    print("Received", received)


main()
