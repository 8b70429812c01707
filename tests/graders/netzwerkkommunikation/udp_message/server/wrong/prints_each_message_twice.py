# fails: prints_each_message_once
# Eine Zeile zum Prüfen ist stehengeblieben.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
except KeyboardInterrupt:
    s.close()
