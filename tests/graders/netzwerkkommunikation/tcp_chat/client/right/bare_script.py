import socket
ip=input("Server? ")
s=socket.socket()
s.connect((ip,50000))
while 1:
    s.send(input("> ").encode())
    print(s.recv(1024).decode())
