# fails: hears_every_sender, does_not_grow
# It connects its socket to whoever comes first, as if it were TCP: all others are shut out.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    daten, client = s.recvfrom(1024)
    s.connect(client)
    while True:
        print("[{}] {}".format(client[0], daten.decode(errors="replace")))
        daten = s.recv(1024)
except KeyboardInterrupt:
    s.close()
