import socket
import time

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("", 9999))
s.listen(5)
while True:
    c, addr = s.accept()
    print("Got a connection from", addr)
    c.send((time.ctime() + "\r\n").encode("ascii"))
    c.close()
