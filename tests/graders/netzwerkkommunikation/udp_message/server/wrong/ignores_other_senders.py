# fails: hears_every_sender, does_not_grow
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
partner = None
try:
    while True:
        daten, addr = s.recvfrom(1024)
        if partner is None:
            partner = addr
        if addr == partner:
            print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
except KeyboardInterrupt:
    s.close()
