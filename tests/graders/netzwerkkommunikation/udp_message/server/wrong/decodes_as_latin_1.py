# fails: keeps_umlauts
# Latin-1 knows every byte, but ü arrives as two of them.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print("[{}] {}".format(addr[0], daten.decode("latin-1")))
except KeyboardInterrupt:
    s.close()
