# fails: serves_client_after_client, prints_the_address_of_each_client, survives_a_reset
# fails: survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing, forgets_no_socket
# fails: does_not_grow, keeps_the_beginning_of_the_next_request, does_not_answer_half_a_request
# Eindigt na de eerste client.

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
        break
except KeyboardInterrupt:
    print("klaar")
s.close()
