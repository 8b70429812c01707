# fails: echoes_an_empty_datagram
# Nothing to send, it thinks.

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        while True:
            data, sender = sock.recvfrom(65535)
            print("Received from", sender, data)
            if data:
                sock.sendto(data, sender)
    except KeyboardInterrupt:
        print("Ende")
