# fails: goes_on_after_a_datagram_that_is_too_long
import socket

MAX = 1024

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(MAX + 1)
        if len(daten) > MAX:
            raise ValueError("Nachricht zu lang")
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
except KeyboardInterrupt:
    s.close()
