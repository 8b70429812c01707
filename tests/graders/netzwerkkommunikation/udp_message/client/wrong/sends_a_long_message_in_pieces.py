# fails: sends_a_long_message_whole
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
daten = input("Nachricht: ").encode()
try:
    while daten:
        s.sendto(daten[:1024], (ip, 50000))
        daten = daten[1024:]
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
