import ipaddress
import socket
import sys

try:
    adresse = ipaddress.ip_address(input("IP-Adresse: "))
except ValueError as fehler:
    print(fehler, file=sys.stderr)
    sys.exit(2)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 0))
s.sendto(input("Nachricht: ").encode(), (str(adresse), 50000))
s.close()
