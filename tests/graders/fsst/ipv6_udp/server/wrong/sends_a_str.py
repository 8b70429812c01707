# fails: echoes_a_datagram, echoes_blanks_and_line_ends, echoes_datagram_after_datagram
# fails: keeps_the_boundaries, answers_once, goes_on_after_an_empty_datagram, answers_the_sender
# fails: obeys_no_magic_word, waits_for_datagrams, echoes_an_empty_datagram, echoes_the_largest_datagram
# fails: echoes_binary_data, does_not_grow, prints_what_it_received, rests_while_nobody_asks
# Forgets encode().

import socket

HOST = "::1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    while True:
        data, sender = sock.recvfrom(65535)
        print(f"Received from {sender}: {data!r}")
        sock.sendto(data.decode(), sender)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
