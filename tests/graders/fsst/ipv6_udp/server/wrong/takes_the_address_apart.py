# fails: echoes_a_datagram, echoes_blanks_and_line_ends, echoes_datagram_after_datagram
# fails: keeps_the_boundaries, answers_once, goes_on_after_an_empty_datagram, answers_the_sender
# fails: obeys_no_magic_word, waits_for_datagrams, echoes_an_empty_datagram, echoes_the_largest_datagram
# fails: echoes_binary_data, does_not_grow, prints_what_it_received, rests_while_nobody_asks
# An address of IPv6 has four parts.

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        while True:
            data, (ip, port) = sock.recvfrom(65535)
            sender = (ip, port)
            print("Received from", sender, data)
            sock.sendto(data, sender)
    except KeyboardInterrupt:
        print("Ende")
