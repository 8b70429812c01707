# fails: sends_a_long_message_whole
# 1024 is how much the server reads, and no limit of UDP.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
try:
    s.sendto(nachricht.encode()[:1024], (ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
