# fails: echoes_a_datagram, echoes_blanks_and_line_ends, echoes_datagram_after_datagram
# fails: keeps_the_boundaries, answers_once, goes_on_after_an_empty_datagram, answers_the_sender
# fails: obeys_no_magic_word, waits_for_datagrams, echoes_an_empty_datagram, echoes_the_largest_datagram
# fails: echoes_binary_data, does_not_grow
# Sends also what nobody has sent.

import socket

ADRESSE = ("127.0.0.1", 61111)

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        puffer = bytearray(2048)
        while True:
            n, sender = sock.recvfrom_into(puffer)
            data = bytes(puffer[:n])
            print("Received from", sender, data)
            sock.sendto(puffer, sender)
    except KeyboardInterrupt:
        print("Ende")
