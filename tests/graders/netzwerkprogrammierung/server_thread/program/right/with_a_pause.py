from socket import *
from threading import *
from time import sleep

def srv():
    s = socket(AF_INET, SOCK_STREAM)
    s.bind(('localhost', 8181))
    s.listen(5)
    c, a = s.accept()
    d = c.recv(1024)
    c.send(b'SERVER RECEIVED: ' + d)
    c.close()
    s.close()

t = Thread(target=srv)
t.start()
sleep(0.5)
k = socket(AF_INET, SOCK_STREAM)
k.connect(('localhost', 8181))
k.send(b'Hallo Server')
print(k.recv(1024).decode())
k.close()
