# fails: echoes_datagram_after_datagram, keeps_the_boundaries, goes_on_after_an_empty_datagram
# fails: answers_the_sender, obeys_no_magic_word, prints_what_it_received, does_not_grow
# fails: rests_while_nobody_asks
# There is no loop.

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        if True:
            data, sender = sock.recvfrom(65535)
            print("Received from", sender, data)
            sock.sendto(data, sender)
    except KeyboardInterrupt:
        print("Ende")
