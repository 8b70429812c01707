# fails: bring_a_message, survive_a_message_that_comes_twice, survive_a_message_that_is_lost
# This server never answers, and recvfrom() waits for ever.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
try:
    s.sendto(nachricht.encode(), (ip, 50000))
    antwort, addr = s.recvfrom(1024)
    print("[{}] {}".format(addr[0], antwort.decode()))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
