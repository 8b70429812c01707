# fails: obeys_no_magic_word
# Jeder darf quit schreiben.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
        if daten.decode(errors="replace").strip().lower() == "quit":
            break
except KeyboardInterrupt:
    s.close()
