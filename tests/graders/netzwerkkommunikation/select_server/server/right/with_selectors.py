"""A selector, and an object for each socket that knows what to do when it is ready."""

import selectors
import socket

selector = selectors.DefaultSelector()


class Verbindung:
    def __init__(self, sock, adresse):
        self.sock = sock
        self.adresse = adresse
        self.ausgang = bytearray()
        self.am_ende = False
        sock.setblocking(False)
        selector.register(sock, selectors.EVENT_READ, self)
        print("Verbunden: %s:%d" % adresse, flush=True)

    def bereit(self, ereignisse):
        try:
            if ereignisse & selectors.EVENT_READ:
                daten = self.sock.recv(8192)
                self.ausgang += daten
                self.am_ende = not daten
            if self.ausgang:
                del self.ausgang[: self.sock.send(self.ausgang)]
        except BlockingIOError:
            pass
        except OSError:
            self.ausgang.clear()
            self.am_ende = True
        if self.am_ende and not self.ausgang:
            selector.unregister(self.sock)
            self.sock.close()
            print("Getrennt: %s:%d" % self.adresse, flush=True)
            return
        # Takes in more while something waits to go, as long as that is not much.
        gesucht = selectors.EVENT_WRITE if self.ausgang else 0
        if not self.am_ende and len(self.ausgang) < 100_000:
            gesucht |= selectors.EVENT_READ
        selector.modify(self.sock, gesucht, self)


class Horcher:
    def __init__(self):
        self.sock = socket.create_server(("0.0.0.0", 50000))
        self.sock.setblocking(False)
        selector.register(self.sock, selectors.EVENT_READ, self)

    def bereit(self, _):
        while True:
            try:
                Verbindung(*self.sock.accept())
            except BlockingIOError:
                return


Horcher()
try:
    while True:
        for schluessel, ereignisse in selector.select():
            schluessel.data.bereit(ereignisse)
except KeyboardInterrupt:
    print("\nAuf Wiedersehen")
