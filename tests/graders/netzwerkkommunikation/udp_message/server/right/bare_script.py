import socket
s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM)
s.bind(("0.0.0.0",50000))
while 1:
    d,a=s.recvfrom(1024)
    print("Nachricht von",a,":",d.decode())
