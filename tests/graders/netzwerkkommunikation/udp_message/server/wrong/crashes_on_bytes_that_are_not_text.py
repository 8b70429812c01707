# fails: goes_on_after_bytes_that_are_not_text
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print("[{}] {}".format(addr[0], daten.decode()))
except KeyboardInterrupt:
    s.close()
