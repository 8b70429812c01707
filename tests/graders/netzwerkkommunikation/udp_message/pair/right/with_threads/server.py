import socket
from threading import Thread


def zeige(daten, addr):
    print("[{}] {}".format(addr[0], daten.decode()))


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("", 50000))
while True:
    daten, addr = sock.recvfrom(1024)
    Thread(target=zeige, args=(daten, addr)).start()
