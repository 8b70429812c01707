#!/usr/bin/env python3
import argparse
import logging
import socket
import sys


def serve(host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1)
        logging.info("listening on %s:%d", host, port)
        connection, peer = listener.accept()
        with connection:
            logging.info("client %s:%d", *peer)
            data = connection.recv(128)
            logging.debug("data %r", data)
            connection.sendall(b"SERVER RECEIVED: " + data)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8181)
    args = parser.parse_args()
    logging.basicConfig(level=logging.DEBUG)
    serve(args.host, args.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
