import logging
import socket
import sys

logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("echo")


def hoofdprogramma():
    with socket.create_server(("127.0.0.1", 65432)) as server:
        log.info("luistert op %s", server.getsockname())
        conn, addr = server.accept()
        with conn:
            log.info("Connected by %s", addr)
            for data in iter(lambda: conn.recv(4096), b""):
                log.debug("%d bytes", len(data))
                conn.sendall(data)
        log.info("einde")
    return 0


if __name__ == "__main__":
    sys.exit(hoofdprogramma())
