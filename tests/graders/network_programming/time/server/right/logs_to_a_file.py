import socket
import time

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((socket.gethostname(), 9999))
s.listen(5)
while True:
    c, addr = s.accept()
    now = time.ctime()
    with open("clients.txt", "a") as log:
        log.write("%s: %s\n" % (now, addr))
    print("Got a connection from %s" % str(addr))
    c.sendall((now + "\r\n").encode("ascii"))
    c.close()
