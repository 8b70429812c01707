# accept() with a time-out, so that Ctrl-C works on Windows as well.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("", 50000))
s.listen(1)
s.settimeout(0.5)
while True:
    try:
        komm, addr = s.accept()
    except socket.timeout:
        continue
    komm.settimeout(None)
    while True:
        data = komm.recv(1024)
        if not data:
            komm.close()
            break
        print("[{}] {}".format(addr[0], data.decode()))
        komm.send(input("Antwort: ").encode())
