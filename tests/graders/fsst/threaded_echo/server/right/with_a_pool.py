import argparse
import logging
import socket
from concurrent.futures import ThreadPoolExecutor

logging.basicConfig(level=logging.DEBUG, format="%(threadName)s: %(message)s")


def serve(conn, addr):
    logging.info("Connected by %s", addr)
    with conn, conn.makefile("rb", buffering=0) as incoming:
        for data in iter(lambda: incoming.read(4096), b""):
            logging.info("Received from client %r", data)
            conn.sendall(data)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=61111)
    parser.add_argument("--clients", type=int, default=100)
    args = parser.parse_args()
    with socket.create_server(("127.0.0.1", args.port)) as listener:
        with ThreadPoolExecutor(args.clients) as pool:
            while True:
                pool.submit(serve, *listener.accept())


main()
