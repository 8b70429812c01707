# fails: sends_the_message
# sys.stdin.readline() gives the line with its end.
import socket
import sys

print("IP-Adresse: ", end="", flush=True)
ip = sys.stdin.readline().strip()
print("Nachricht: ", end="", flush=True)
nachricht = sys.stdin.readline()
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    s.sendto(nachricht.encode(), (ip, 50000))
except OSError as fehler:
    sys.exit("Fehler: " + str(fehler))
s.close()
