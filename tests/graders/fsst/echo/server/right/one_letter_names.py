from socket import *
s=socket(AF_INET,SOCK_STREAM)
s.bind(("",61111))
s.listen(5)
while 1:
    c,a=s.accept()
    print("Connected by",a)
    while 1:
        d=c.recv(1024)
        if len(d)==0: break
        print("Received from client",repr(d))
        n=0
        while n<len(d): n+=c.send(d[n:])
    c.close()
