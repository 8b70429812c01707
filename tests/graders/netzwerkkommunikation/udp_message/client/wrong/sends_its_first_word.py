# fails: sends_the_message, keeps_blanks_at_the_ends
# split() cuts at every space.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ").split()[0]
try:
    s.sendto(nachricht.encode(), (ip, 50000))
except OSError as fehler:
    print("Fehler:", fehler, file=sys.stderr)
    sys.exit(1)
s.close()
