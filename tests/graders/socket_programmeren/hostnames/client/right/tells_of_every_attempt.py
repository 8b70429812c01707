"""Vertelt onderweg wat er gebeurt, en drukt het resultaat pas aan het eind af."""

import logging
import selectors
import socket
import sys

logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")


def verbind(host, poort):
    for familie, _, _, _, adres in socket.getaddrinfo(host, poort, type=socket.SOCK_STREAM):
        logging.info("Poging: %s", adres[0])
        s = socket.socket(familie)
        s.setblocking(False)
        s.connect_ex(adres)
        with selectors.DefaultSelector() as selector:
            selector.register(s, selectors.EVENT_WRITE)
            selector.select()
        if s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
            try:
                s.getpeername()
            except OSError:
                pass
            else:
                s.setblocking(True)
                return s, adres[0]
        s.close()
        logging.info("Geen verbinding met %s", adres[0])
    return None, None


def main(host, poort, bericht):
    s, adres = verbind(host, poort)
    if s is None:
        logging.error("Geen enkel adres van %s neemt een verbinding aan.", host)
        return 1
    s.sendall(bericht.encode("utf-8") + b"\n")
    stukken = []
    while True:
        stuk = s.recv(7)
        if not stuk:
            logging.error("De server sluit te vroeg.")
            return 1
        stukken.append(stuk)
        if b"\n" in stuk:
            break
    s.close()
    print("Connected to", adres)
    print("Received", b"".join(stukken).partition(b"\n")[0].decode("utf-8"))
    return 0


if __name__ == "__main__":
    try:
        _, host, poort, bericht = sys.argv
        poort = int(poort)
        assert 0 < poort < 65536
    except (ValueError, AssertionError):
        logging.error("gebruik: HOST POORT BERICHT")
        sys.exit(2)
    try:
        sys.exit(main(host, poort, bericht))
    except OSError as fout:
        logging.error("%s", fout)
        sys.exit(1)
