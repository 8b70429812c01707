# fails: reads_requests_byte_by_byte, keeps_the_beginning_of_the_next_request, adds_up_many_numbers
# recv(4) geeft hoogstens vier bytes, en misschien minder.

import socket
import struct

HOST = "127.0.0.1"
PORT = 65432


def ontvang(conn, lengte):
    data = conn.recv(lengte)
    if len(data) < lengte:
        return None
    return data


def bedien(conn):
    while True:
        kop = ontvang(conn, 4)
        if kop is None:
            break
        aantal = struct.unpack("!I", kop)[0]
        data = ontvang(conn, 4 * aantal)
        if data is None:
            break
        som = sum(struct.unpack(f"!{aantal}i", data))
        print(f"Som van {aantal} getallen: {som}")
        conn.sendall(struct.pack("!q", som))


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
