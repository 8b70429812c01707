# fails: waits_for_datagrams
# Gives up after two seconds.

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    sock.settimeout(2)
    try:
        while True:
            data, sender = sock.recvfrom(65535)
            print("Received from", sender, data)
            sock.sendto(data, sender)
    except KeyboardInterrupt:
        print("Ende")
