# One socket for IPv6 and IPv4.
import socket

s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
s.bind(("::", 50000))
while True:
    daten, addr = s.recvfrom(1024)
    print("[{}] {}".format(addr[0], daten.decode()))
