# fails: says_how_it_is_used, refuses_a_port_that_is_no_number, refuses_a_port_out_of_range
# fails: refuses_a_message_in_several_words
# How it is used belongs on stderr.

import socket
import sys


def usage():
    print("gebruik: client.py HOST POORT BERICHT")
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
    try:
        received = echo(sys.argv[1], port, sys.argv[3].encode())
    except OSError as error:
        sys.exit(f"storing: {error}")
    print("Received", received)


main()
