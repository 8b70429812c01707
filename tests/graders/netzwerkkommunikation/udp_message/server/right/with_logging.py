import logging
import socket

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
log = logging.getLogger("server")


def main():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("", 50000))
    log.info("Server gestartet auf %s", s.getsockname())
    try:
        while True:
            puffer = bytearray(1024)
            laenge, sender = s.recvfrom_into(puffer)
            log.info("[%s] %s", sender[0], puffer[:laenge].decode("utf8", "replace"))
    finally:
        s.close()


main()
