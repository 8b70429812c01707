import socket

s = socket.socket()
s.connect(("127.0.0.1", 65432))
s.send(b"Hello, world")
d = s.recv(1024)
print("Received", d)
s.close()
