# fails: keeps_the_beginning_of_the_next_request
# Wat achter het laatste complete verzoek kwam, is weg.

import socket
import struct

HOST = "127.0.0.1"
PORT = 65432


def ontvang(conn, lengte):
    data = b""
    while len(data) < lengte:
        stuk = conn.recv(lengte - len(data))
        if not stuk:
            return None
        data += stuk
    return data


def bedien(conn):
    buffer = b""
    while stuk := conn.recv(1000000):
        buffer += stuk
        klaar = False
        while len(buffer) >= 4:
            aantal = struct.unpack("!I", buffer[:4])[0]
            data = buffer[4 : 4 + 4 * aantal]
            if len(data) < 4 * aantal:
                break
            som = sum(struct.unpack(f"!{aantal}i", data))
            print(f"Som van {aantal} getallen: {som}")
            conn.sendall(struct.pack("!q", som))
            buffer = buffer[4 + 4 * aantal :]
            klaar = True
        if klaar:
            buffer = b""


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen()

try:
    while True:
        conn, addr = s.accept()
        print("Connected by", addr)
        try:
            bedien(conn)
        except ConnectionError as fout:
            print("client weg:", fout)
        conn.close()
except KeyboardInterrupt:
    print("klaar")
s.close()
