# fails: goes_on_after_an_empty_datagram
# "if not daten" is the end of a TCP connection; with UDP it is an empty message.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        if not daten:
            break
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
except KeyboardInterrupt:
    pass
s.close()
