# fails: goes_to_the_documented_port
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
try:
    s.sendto(nachricht.encode(), (ip, 5000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
