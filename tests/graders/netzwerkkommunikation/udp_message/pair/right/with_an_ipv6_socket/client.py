import socket
import sys

host = input("IP-Adresse: ")
text = input("Nachricht: ")
for familie, art, proto, _, ziel in socket.getaddrinfo(host, 50000, type=socket.SOCK_DGRAM):
    with socket.socket(familie, art, proto) as s:
        s.sendto(text.encode(), ziel)
    sys.exit()
