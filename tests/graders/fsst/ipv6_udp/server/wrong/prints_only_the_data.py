# fails: prints_what_it_received
# Does not say from whom it has come.

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        while True:
            data, sender = sock.recvfrom(65535)
            print("Received from", "somebody:", data)
            sock.sendto(data, sender)
    except KeyboardInterrupt:
        print("Ende")
