# fails: listens_at_the_documented_address, echoes_a_datagram, echoes_blanks_and_line_ends
# fails: echoes_datagram_after_datagram, keeps_the_boundaries, answers_once
# fails: goes_on_after_an_empty_datagram, answers_the_sender, obeys_no_magic_word, waits_for_datagrams
# fails: prints_what_it_received, prints_no_more_than_it_received, stops_on_interrupt
# fails: echoes_an_empty_datagram, echoes_the_largest_datagram, echoes_binary_data
# fails: rests_while_nobody_asks, does_not_grow
# UDP knows no listen().

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    sock.listen()
    try:
        while True:
            data, sender = sock.recvfrom(65535)
            print("Received from", sender, data)
            sock.sendto(data, sender)
    except KeyboardInterrupt:
        print("Ende")
