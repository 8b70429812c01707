# Everything in one loop: clumsy, but it receives message after message.
import socket

while True:
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("", 50000))
    daten, addr = s.recvfrom(1024)
    print("[{}] {}".format(addr[0], daten.decode()))
    s.close()
