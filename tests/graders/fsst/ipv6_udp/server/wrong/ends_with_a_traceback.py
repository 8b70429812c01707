# fails: stops_on_interrupt
# Nobody catches KeyboardInterrupt.

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    if True:
        while True:
            data, sender = sock.recvfrom(65535)
            print("Received from", sender, data)
            sock.sendto(data, sender)
