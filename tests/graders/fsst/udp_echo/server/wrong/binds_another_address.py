# fails: listens_at_the_documented_address
# An address of the machine, and not the one that was asked for.

import socket

ADRESSE = ("127.0.0.3", 61111)

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        while True:
            data, sender = sock.recvfrom(65535)
            print("Received from", sender, data)
            sock.sendto(data, sender)
    except KeyboardInterrupt:
        print("Ende")
