# fails: prints_the_sender, keeps_umlauts
# print() of a bytes object shows b'...'.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print("[{}] {}".format(addr[0], daten))
except KeyboardInterrupt:
    s.close()
