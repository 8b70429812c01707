# fails: answers_the_sender
# Sends to all that have ever asked.

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        alle = set()
        while True:
            data, sender = sock.recvfrom(65535)
            print("Received from", sender, data)
            alle.add(sender)
            for ziel in alle:
                sock.sendto(data, ziel)
    except KeyboardInterrupt:
        print("Ende")
