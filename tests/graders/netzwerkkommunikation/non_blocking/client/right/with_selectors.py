# A selector (epoll), which is asked for writing and for reading at the same time, until all is sent.
import selectors
import socket
import sys
from selectors import EVENT_READ, EVENT_WRITE


class Conversation:
    def __init__(self, family, address, message):
        self.address, self.message, self.answer, self.connected = address, message, b"", False
        self.socket = socket.socket(family, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        self.selector = selectors.DefaultSelector()

    def run(self):
        try:
            self.socket.connect(self.address)
        except BlockingIOError:
            pass
        self.selector.register(self.socket, EVENT_WRITE)
        length = len(self.message)
        while len(self.answer) < length:
            ready = self.selector.select(3)
            if not ready:
                raise TimeoutError("Der Server schweigt.")
            for _, events in ready:
                self.step(events)
        return self.answer

    def step(self, events):
        if events & EVENT_WRITE:
            if not self.connected:
                self.connect()
            try:
                self.message = self.message[self.socket.send(self.message) :]
            except BlockingIOError:
                return
            self.selector.modify(self.socket, EVENT_READ | (EVENT_WRITE if self.message else 0))
        if events & EVENT_READ:
            piece = self.socket.recv(65536)
            if not piece:
                raise ConnectionError("Der Server hat zu früh geschlossen.")
            self.answer += piece

    def connect(self):
        error = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            raise ConnectionError(error, "Der Server nimmt niemanden an.")
        self.connected = True

    def close(self):
        self.selector.close()
        self.socket.close()


def main(host, port, message):
    for family, _, _, _, address in socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM):
        conversation = Conversation(family, address, message.encode())
        try:
            return conversation.run()
        except OSError as error:
            last = error
            if conversation.connected:
                break
        finally:
            conversation.close()
    raise last


if len(sys.argv) != 4 or not sys.argv[2].isdecimal() or not 1 <= int(sys.argv[2]) <= 65535:
    print("Aufruf: client.py HOST PORT NACHRICHT", file=sys.stderr)
    sys.exit(2)
try:
    sys.stdout.buffer.write(b"Antwort: " + main(sys.argv[1], int(sys.argv[2]), sys.argv[3]) + b"\n")
except OSError as error:
    sys.exit(str(error))
