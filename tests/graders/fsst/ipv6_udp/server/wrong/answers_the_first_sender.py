# fails: goes_on_after_an_empty_datagram, answers_the_sender, does_not_grow
# Takes the first sender for its client, as in TCP.

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        client = None
        while True:
            data, sender = sock.recvfrom(65535)
            print("Received from", sender, data)
            client = client or sender
            sock.sendto(data, client)
    except KeyboardInterrupt:
        print("Ende")
