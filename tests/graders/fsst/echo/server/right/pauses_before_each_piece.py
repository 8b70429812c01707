import socket
import time

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("127.0.0.1", 61111))
s.listen(5)
while True:
    c, a = s.accept()
    print("Connected by", a)
    while True:
        d = c.recv(1024)
        if len(d) == 0:
            break
        print("Received from client", d)
        time.sleep(0.05)
        c.sendall(d)
    c.close()
