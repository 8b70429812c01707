from socket import *
from _thread import start_new_thread
def f(c,a):
    print("Connected by",a)
    while 1:
        d=c.recv(1024)
        if not d: break
        print("Received from client",d)
        c.sendall(d)
    c.close()
s=socket()
s.bind(("",61111))
s.listen(5)
while 1: start_new_thread(f,s.accept())
