# fails: sends_every_word
# Das Wort exit ist eine Nachricht wie jede andere.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
if nachricht == "exit":
    sys.exit(0)
try:
    s.sendto(nachricht.encode(), (ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
