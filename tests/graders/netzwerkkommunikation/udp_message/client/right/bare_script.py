import socket
ip=input("IP? ")
m=input("> ")
s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM)
s.sendto(m.encode("utf-8"),(ip,50000))
