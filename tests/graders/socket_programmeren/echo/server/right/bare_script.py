import socket

s = socket.socket()
s.bind(("127.0.0.1", 65432))
s.listen(1)
print("wachten op een client...")
c, a = s.accept()
print("Connected by", a)
while 1:
    d = c.recv(16)
    if d == b"":
        break
    c.sendall(d)
c.close()
s.close()
print("klaar")
