import socket
s=socket.socket()
s.bind(("0.0.0.0",50000))
s.listen()
while 1:
    k,a=s.accept()
    while 1:
        d=k.recv(1024)
        if not d: break
        print(a,"sagt",d.decode())
        k.send(input("> ").encode())
    k.close()
