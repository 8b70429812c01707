# fails: prints_1024_bytes, goes_on_after_a_datagram_that_is_too_long
# A full buffer means "there is more" to it, as with TCP; the rest never comes.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        nachricht = b""
        while True:
            daten, addr = s.recvfrom(1024)
            nachricht += daten
            if len(daten) < 1024:
                break
        print("[{}] {}".format(addr[0], nachricht.decode(errors="replace")))
except KeyboardInterrupt:
    s.close()
