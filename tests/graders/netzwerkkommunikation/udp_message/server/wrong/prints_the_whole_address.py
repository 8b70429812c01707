# fails: prints_the_sender
# addr is a pair; the IP address is addr[0].
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print("[{}] {}".format(addr, daten.decode(errors="replace")))
except KeyboardInterrupt:
    s.close()
