from socket import *

s = socket(AF_INET, SOCK_STREAM)
s.bind(('', 8181))
s.listen(1)
while 1:
    c, a = s.accept()
    d = c.recv(1024)
    c.send(b'SERVER RECEIVED: ' + d)
    c.close()
