# fails: sends_one_datagram
# "UDP is not reliable": the receiver now sees three messages.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
try:
    for versuch in range(3):
        s.sendto(nachricht.encode(), (ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
