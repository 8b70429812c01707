import selectors
import socket

sel = selectors.DefaultSelector()


class Client:
    def __init__(self, sock, address):
        print("Connected by", address)
        sock.setblocking(False)
        self.sock = sock
        self.waiting = bytearray()
        self.finished = False
        sel.register(sock, selectors.EVENT_READ, self)

    def ready(self, events):
        try:
            if events & selectors.EVENT_READ:
                data = self.sock.recv(2048)
                self.waiting += data
                self.finished = not data
            if self.waiting:
                sent = self.sock.send(self.waiting)
                del self.waiting[:sent]
        except BlockingIOError:
            pass
        except OSError:
            self.waiting.clear()
            self.finished = True
        if self.finished and not self.waiting:
            sel.unregister(self.sock)
            self.sock.close()
        else:
            # As long as something waits to be sent, nothing more is taken in.
            sel.modify(self.sock, selectors.EVENT_WRITE if self.waiting else selectors.EVENT_READ, self)


class Listener:
    def __init__(self):
        self.sock = socket.create_server(("", 12345), backlog=100)
        sel.register(self.sock, selectors.EVENT_READ, self)

    def ready(self, events):
        Client(*self.sock.accept())


Listener()
try:
    while True:
        for key, events in sel.select():
            key.data.ready(events)
except KeyboardInterrupt:
    pass
