# fails: keeps_blanks_at_the_ends
# strip() nimmt weg, was zum Text gehört.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ").strip()
nachricht = input("Nachricht: ").strip()
try:
    s.sendto(nachricht.encode(), (ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
