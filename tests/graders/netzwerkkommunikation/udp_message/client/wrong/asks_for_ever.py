# fails: ends_after_sending
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
try:
    while True:
        nachricht = input("Nachricht: ")
        s.sendto(nachricht.encode(), (ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
