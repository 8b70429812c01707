# fails: prints_1024_bytes
# What does not fit into 512 bytes is lost.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(512)
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
except KeyboardInterrupt:
    s.close()
