import argparse
import logging
import socket

log = logging.getLogger("echo")


def parse():
    parser = argparse.ArgumentParser(description="Echo server")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("-p", "--port", type=int, default=61111)
    return parser.parse_args()


def serve(host, port):
    sock = socket.create_server((host, port), reuse_port=False)
    log.info("listening on %s:%s", host, port)
    while True:
        conn, addr = sock.accept()
        log.info("Connected by %s", addr)
        try:
            for data in iter(lambda: conn.recv(1024), b""):
                log.info("Received from client %r", data)
                conn.sendall(data)
        except ConnectionResetError:
            log.warning("%s broke off", addr)
        finally:
            conn.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    args = parse()
    try:
        serve(args.host, args.port)
    except KeyboardInterrupt:
        log.info("end")
