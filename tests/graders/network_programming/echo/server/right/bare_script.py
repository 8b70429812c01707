from socket import *

s = socket(AF_INET, SOCK_STREAM)
s.bind(("", 12345))
s.listen(1)
c, a = s.accept()
print("Got connection from", a)
d = c.recv(1024)
while d:
    c.sendall(d)
    d = c.recv(1024)
c.close()
s.close()
