#!/usr/bin/env python3
"""Time server."""
import argparse
import logging
import socket
import sys
import time


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default=socket.gethostname())
    parser.add_argument("-p", "--port", type=int, default=9999)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with socket.socket(socket.AF_INET6 if ":" in args.host else socket.AF_INET) as sock:
        sock.bind((args.host, args.port))
        sock.listen()
        logging.info("time server at %s:%d", args.host, args.port)
        try:
            while True:
                client, addr = sock.accept()
                logging.info("Got a connection from %s", addr)
                with client, client.makefile("w", encoding="ascii", newline="\r\n") as out:
                    print(time.ctime(), file=out)
        except KeyboardInterrupt:
            logging.info("bye")
    return 0


if __name__ == "__main__":
    sys.exit(main())
