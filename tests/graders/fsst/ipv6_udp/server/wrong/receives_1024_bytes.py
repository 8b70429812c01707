# fails: echoes_the_largest_datagram
# What does not fit is lost.

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        while True:
            data, sender = sock.recvfrom(1024)
            print("Received from", sender, data)
            sock.sendto(data, sender)
    except KeyboardInterrupt:
        print("Ende")
