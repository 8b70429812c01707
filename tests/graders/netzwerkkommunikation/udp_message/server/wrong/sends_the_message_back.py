# fails: sends_no_answer
# An echo server, which nobody asked for.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
        s.sendto(daten, addr)
except KeyboardInterrupt:
    s.close()
