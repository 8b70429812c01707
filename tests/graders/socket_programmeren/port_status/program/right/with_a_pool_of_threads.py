import errno
import os
import socket
import sys
from concurrent.futures import ThreadPoolExecutor


class Poort:
    def __init__(self, host, tekst):
        self.host = host
        self.nummer = int(tekst)
        if not 0 < self.nummer < 2**16:
            raise ValueError("buiten het bereik")
        self.fout = None

    def onderzoek(self):
        s = socket.socket()
        try:
            s.settimeout(1.0)
            self.fout = s.connect_ex((self.host, self.nummer))
        finally:
            s.close()

    def __str__(self):
        if self.fout == errno.ECONNREFUSED:
            return f"{self.nummer} closed"
        if self.fout in (errno.EWOULDBLOCK, errno.EINPROGRESS, errno.ETIMEDOUT):
            return f"{self.nummer} filtered"
        if self.fout == 0:
            return f"{self.nummer} open"
        raise OSError(self.fout, os.strerror(self.fout))


def main():
    try:
        poorten = [Poort(sys.argv[1], tekst) for tekst in sys.argv[2:]]
        if not poorten:
            raise IndexError
    except (IndexError, ValueError):
        sys.stderr.write("gebruik: HOST POORT [POORT ...]\n")
        raise SystemExit(2)
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(Poort.onderzoek, poorten))
    for poort in poorten:
        print(poort)
    if any(poort.fout for poort in poorten):
        raise SystemExit(1)


try:
    main()
except OSError as fout:
    raise SystemExit(str(fout))
