import socket, sys

print("IP-Adresse:")
ip = sys.stdin.readline().rstrip()
print("Nachricht:")
nachricht = sys.stdin.readline().rstrip("\n")
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    n = s.sendto(nachricht.encode(), (ip, 50000))
    print(n, "Bytes gesendet")
finally:
    s.close()
