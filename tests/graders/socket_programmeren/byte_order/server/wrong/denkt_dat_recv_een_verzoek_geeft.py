# fails: reads_requests_byte_by_byte, reads_several_requests_in_one_segment
# fails: keeps_the_beginning_of_the_next_request
# Eén recv() is voor deze server één verzoek.

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
    while True:
        verzoek = conn.recv(1000000)
        if len(verzoek) < 4:
            break
        aantal = struct.unpack("!I", verzoek[:4])[0]
        data = verzoek[4 : 4 + 4 * aantal]
        while len(data) < 4 * aantal:
            stuk = conn.recv(4 * aantal - len(data))
            if not stuk:
                return
            data += stuk
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
