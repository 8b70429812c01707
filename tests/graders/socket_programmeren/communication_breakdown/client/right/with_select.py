"""Niet-blokkerend, en select() kijkt hoe lang er niets gebeurt; sluit zijn kant na het versturen."""

import os
import select
import socket
import sys
import time


class Breakdown(Exception):
    pass


class EchoClient:
    patience = 3.0

    def __init__(self, host, port):
        try:
            family, kind, _, _, address = socket.getaddrinfo(host, port, socket.AF_INET, socket.SOCK_STREAM)[
                0
            ]
        except socket.gaierror as error:
            raise Breakdown(f"wie is {host}? {error.strerror}") from None
        self.sock = socket.socket(family, kind)
        self.sock.setblocking(False)
        self.sock.connect_ex(address)
        self.wait(writing=True)
        error = self.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            raise Breakdown(os.strerror(error))

    def wait(self, writing=False):
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            each = [self.sock]
            if any(select.select([] if writing else each, each if writing else [], [], 0.25)):
                return
        raise Breakdown(f"{self.patience} seconden niets gehoord")

    def echo(self, message):
        unsent, received = message, bytearray()
        while unsent:
            self.wait(writing=True)
            unsent = unsent[self.sock.send(unsent) :]
        self.sock.shutdown(socket.SHUT_WR)
        while len(received) < len(message):
            self.wait()
            piece = self.sock.recv(4096)
            if not piece:
                raise Breakdown("de server is opgehouden")
            received += piece
        return bytes(received)


def main(arguments):
    try:
        host, port, message = arguments
        port = int(port)
        if port not in range(1, 65536):
            raise ValueError("geen poort")
    except ValueError as error:
        print("Zo niet:", error, "- client.py HOST POORT BERICHT", file=sys.stderr)
        return 2
    try:
        print("Received", EchoClient(host, port).echo(message.encode()))
    except (Breakdown, OSError) as error:
        print("Communicatiestoring:", error, file=sys.stderr)
        return 1
    return 0


sys.exit(main(sys.argv[1:]))
