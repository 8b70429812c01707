"""One thread; what a client does not take yet waits in its buffer."""

import argparse
import selectors
import socket


class Guest:
    def __init__(self, sock, address):
        self.sock = sock
        self.name = "%s:%d" % address
        self.received = bytearray()
        self.outgoing = bytearray()


class Room:
    def __init__(self, port):
        self.selector = selectors.DefaultSelector()
        self.listener = socket.create_server(("0.0.0.0", port), backlog=100)
        self.listener.setblocking(False)
        self.selector.register(self.listener, selectors.EVENT_READ)
        self.guests = {}

    def run(self):
        while True:
            for key, events in self.selector.select():
                if key.fileobj is self.listener:
                    self.accept()
                    continue
                if events & selectors.EVENT_READ and key.fileobj in self.guests:
                    self.read(key.data)
                if events & selectors.EVENT_WRITE and key.fileobj in self.guests:
                    self.write(key.data)

    def accept(self):
        sock, address = self.listener.accept()
        sock.setblocking(False)
        guest = Guest(sock, address)
        self.announce(guest, "has joined")
        self.guests[sock] = guest
        self.selector.register(sock, selectors.EVENT_READ, guest)

    def read(self, guest):
        try:
            data = guest.sock.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            return self.drop(guest)
        guest.received += data
        while (end := guest.received.find(b"\n")) >= 0:
            line = bytes(guest.received[: end + 1])
            del guest.received[: end + 1]
            self.tell(f"[{guest.name}] ".encode() + line, guest)
        if len(guest.received) > 65536:
            self.drop(guest)

    def write(self, guest):
        try:
            sent = guest.sock.send(guest.outgoing)
        except BlockingIOError:
            return
        except OSError:
            return self.drop(guest)
        del guest.outgoing[:sent]
        if not guest.outgoing:
            self.selector.modify(guest.sock, selectors.EVENT_READ, guest)

    def tell(self, line, author):
        for guest in list(self.guests.values()):
            if guest is author or guest.sock not in self.guests:
                continue
            if len(guest.outgoing) + len(line) > 200_000:
                self.drop(guest)
                continue
            guest.outgoing += line
            self.selector.modify(guest.sock, selectors.EVENT_READ | selectors.EVENT_WRITE, guest)

    def announce(self, guest, what):
        line = f"* {guest.name} {what}"
        print(line, flush=True)
        self.tell(line.encode() + b"\n", guest)

    def drop(self, guest):
        if self.guests.pop(guest.sock, None):
            self.selector.unregister(guest.sock)
            guest.sock.close()
            self.announce(guest, "has left")


def port(text):
    number = int(text)
    if number not in range(1, 65536):
        raise argparse.ArgumentTypeError("not from 1 to 65535")
    return number


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=port)
    try:
        Room(parser.parse_args().port).run()
    except KeyboardInterrupt:
        pass


main()
