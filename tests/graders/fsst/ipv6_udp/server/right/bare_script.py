from socket import *

s = socket(AF_INET6, SOCK_DGRAM)
s.bind(("::1", 61111))
while 1:
    d, a = s.recvfrom(70000)
    s.sendto(d, a)
    print("Received from", a, d)
