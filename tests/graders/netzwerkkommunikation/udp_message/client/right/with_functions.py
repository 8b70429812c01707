import socket
import sys


def frage():
    ip = input("IP-Adresse: ")
    nachricht = input("Nachricht: ")
    return ip, nachricht


def sende(ziel, daten):
    s = socket.socket(type=socket.SOCK_DGRAM)
    try:
        s.sendto(daten, ziel)
    finally:
        s.close()


ip, nachricht = frage()
try:
    sende((ip, 50000), bytes(nachricht, "utf-8"))
except OSError as fehler:
    print(f"{ip}: {fehler}", file=sys.stderr)
    sys.exit(1)
