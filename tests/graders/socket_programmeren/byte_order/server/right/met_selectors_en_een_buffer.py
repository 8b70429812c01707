# Eén thread; voor elke client een buffer met wat nog niet beantwoord is.
import selectors
import socket
import struct

kiezer = selectors.DefaultSelector()


class Client:
    def __init__(self, conn):
        self.conn = conn
        self.buffer = bytearray()

    def lees(self):
        try:
            stuk = self.conn.recv(65536)
            if stuk:
                self.buffer += stuk
                self.antwoord()
                return
        except ConnectionError:
            pass
        kiezer.unregister(self.conn)
        self.conn.close()

    def antwoord(self):
        while len(self.buffer) >= 4:
            aantal = struct.unpack_from("!I", self.buffer)[0]
            einde = 4 + 4 * aantal
            if len(self.buffer) < einde:
                return
            som = sum(struct.unpack_from(f"!{aantal}i", self.buffer, 4))
            del self.buffer[:einde]
            print(f"Som van {aantal} getallen: {som}")
            self.conn.sendall(struct.pack("!q", som))


def neem_aan():
    conn, addr = luisteraar.accept()
    print(f"Connected by {addr}")
    kiezer.register(conn, selectors.EVENT_READ, Client(conn).lees)


luisteraar = socket.create_server(("127.0.0.1", 65432))
kiezer.register(luisteraar, selectors.EVENT_READ, neem_aan)
try:
    while True:
        for sleutel, _ in kiezer.select():
            sleutel.data()
except KeyboardInterrupt:
    luisteraar.close()
