from socket import *
from time import *

s = socket()
s.bind(("", 9999))
s.listen(5)
while 1:
    c, a = s.accept()
    c.send((ctime() + "\r\n").encode())
    c.close()
