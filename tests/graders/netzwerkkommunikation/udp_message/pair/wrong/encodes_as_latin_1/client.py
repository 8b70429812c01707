# fails: bring_a_message
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
try:
    s.sendto(nachricht.encode("latin-1"), (ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
