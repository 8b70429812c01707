from socket import *
c = socket()
c.connect(('localhost', 8181))
c.send('Hallo Server'.encode())
print(c.recv(4096).decode())
c.close()
