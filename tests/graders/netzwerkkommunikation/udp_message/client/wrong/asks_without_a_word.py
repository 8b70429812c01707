# fails: asks_for_the_address, asks_for_the_message
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input()
nachricht = input()
try:
    s.sendto(nachricht.encode(), (ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
