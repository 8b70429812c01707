"""Alle verbindingen tegelijk, elk op een socket die niet blokkeert."""

import errno
import os
import selectors
import socket
import sys
import time

SECONDEN = 1.0


def lees_argumenten():
    if len(sys.argv) < 3:
        raise ValueError("te weinig argumenten")
    poorten = list(map(int, sys.argv[2:]))
    for poort in poorten:
        if poort not in range(1, 65536):
            raise ValueError(f"{poort} is geen poort")
    return sys.argv[1], poorten


def onderzoek(adres, poorten):
    selector = selectors.DefaultSelector()
    fouten = {}
    for plaats, poort in enumerate(poorten):
        s = socket.socket()
        s.setblocking(False)
        fout = s.connect_ex((adres, poort))
        if fout == errno.EINPROGRESS:
            selector.register(s, selectors.EVENT_WRITE, plaats)
        else:
            fouten[plaats] = fout
            s.close()
    einde = time.monotonic() + SECONDEN
    while selector.get_map() and (over := einde - time.monotonic()) > 0:
        for sleutel, _ in selector.select(over):
            fouten[sleutel.data] = sleutel.fileobj.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            selector.unregister(sleutel.fileobj)
            sleutel.fileobj.close()
    for sleutel in list(selector.get_map().values()):
        fouten[sleutel.data] = errno.EINPROGRESS
        sleutel.fileobj.close()
    return [fouten[plaats] for plaats in range(len(poorten))]


def main():
    try:
        host, poorten = lees_argumenten()
    except ValueError as fout:
        print(f"{sys.argv[0]}: {fout}; gebruik: HOST POORT...", file=sys.stderr)
        return 2
    woorden = {0: "open", errno.ECONNREFUSED: "closed", errno.EINPROGRESS: "filtered"}
    try:
        fouten = onderzoek(socket.gethostbyname(host), poorten)
    except OSError as fout:
        print(f"{host}: {fout}", file=sys.stderr)
        return 1
    for poort, fout in zip(poorten, fouten):
        if fout in woorden:
            print(poort, woorden[fout])
        else:
            print(f"{host}:{poort}: {os.strerror(fout)}", file=sys.stderr)
    return 1 if any(fouten) else 0


sys.exit(main())
