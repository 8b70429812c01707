from socket import *

c = socket(AF_INET, SOCK_STREAM)
c.connect((gethostname(), 12345))
c.sendall(b'Hello, world')
print('Received', c.recv(1024))
