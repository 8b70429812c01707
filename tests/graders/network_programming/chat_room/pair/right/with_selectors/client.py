"""One thread, which asks select() where there is something."""

import argparse
import codecs
import os
import select
import socket
import sys


def talk(sock):
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    sources = [sock, sys.stdin]
    while True:
        ready, _, _ = select.select(sources, [], [])
        if sys.stdin in ready:
            data = os.read(0, 1000)
            if data:
                sock.sendall(data)
            else:
                sources.remove(sys.stdin)
                sock.shutdown(socket.SHUT_WR)
        if sock in ready:
            data = sock.recv(1000)
            if not data:
                return sys.stdin not in sources
            print(decoder.decode(data), end="", flush=True)


def port(text):
    if int(text) not in range(1, 2**16):
        raise argparse.ArgumentTypeError("is no port")
    return int(text)


parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=port)
args = parser.parse_args()
try:
    with socket.create_connection((args.host, args.port)) as sock:
        if not talk(sock):
            sys.exit("server gone")
except OSError as error:
    sys.exit(f"error: {error}")
