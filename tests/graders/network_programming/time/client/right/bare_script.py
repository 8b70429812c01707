from socket import *

s = socket()
s.connect((gethostname(), 9999))
print(s.recv(100).decode())
s.close()
