# fails: prints_the_sender
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten = s.recv(1024)
        print(daten.decode(errors="replace"))
except KeyboardInterrupt:
    s.close()
