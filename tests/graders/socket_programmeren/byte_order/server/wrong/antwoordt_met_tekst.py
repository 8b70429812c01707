# fails: waits_for_a_silent_client, closes_when_the_client_has_finished, serves_client_after_client
# fails: waits_for_the_next_client, answers_the_sum, reads_negative_numbers, adds_up_beyond_32_bits
# fails: answers_request_after_request, answers_after_a_half_close, survives_a_reset
# fails: survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing, forgets_no_socket
# fails: does_not_grow, reads_requests_byte_by_byte, reads_several_requests_in_one_segment
# fails: keeps_the_beginning_of_the_next_request, adds_up_no_numbers_at_all, adds_up_many_numbers
# fails: does_not_answer_half_a_request
# Stuurt cijfers in plaats van bytes.

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
        conn.sendall(str(som).encode())


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
