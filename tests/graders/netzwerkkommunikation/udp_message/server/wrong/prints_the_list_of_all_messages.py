# fails: prints_each_message_once
# Prints everything again whenever something comes.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
verlauf = []
try:
    while True:
        daten, addr = s.recvfrom(1024)
        verlauf.append("[{}] {}".format(addr[0], daten.decode(errors="replace")))
        print("\n".join(verlauf))
except KeyboardInterrupt:
    s.close()
