# fails: echoes_a_datagram, echoes_blanks_and_line_ends, echoes_datagram_after_datagram
# fails: keeps_the_boundaries, answers_once, goes_on_after_an_empty_datagram, answers_the_sender
# fails: obeys_no_magic_word, waits_for_datagrams, echoes_an_empty_datagram, echoes_the_largest_datagram
# fails: echoes_binary_data, does_not_grow
# Opens a socket for the answer: it has another port.

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        while True:
            data, sender = sock.recvfrom(65535)
            print("Received from", sender, data)
            socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(data, sender)
    except KeyboardInterrupt:
        print("Ende")
