# fails: keeps_blanks_at_the_ends
# strip() nimmt weg, was zum Text gehört.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print("[{}] {}".format(addr[0], daten.decode(errors="replace").strip()))
except KeyboardInterrupt:
    s.close()
