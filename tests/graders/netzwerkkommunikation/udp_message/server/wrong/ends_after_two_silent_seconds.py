# fails: waits_for_messages
# Wer zwei Sekunden lang nichts hört, hört auf.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
s.settimeout(2)
try:
    while True:
        try:
            daten, addr = s.recvfrom(1024)
        except TimeoutError:
            print("Niemand schreibt, Ende")
            break
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
except KeyboardInterrupt:
    s.close()
