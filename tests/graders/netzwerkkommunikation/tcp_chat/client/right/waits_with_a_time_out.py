import socket
import sys

ip = input("IP-Adresse: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((ip, 50000))
s.settimeout(0.5)
while True:
    nachricht = input("Nachricht: ")
    if not nachricht:
        continue
    s.sendall(nachricht.encode())
    while True:
        try:
            antwort = s.recv(1024)
            break
        except socket.timeout:
            print("...", file=sys.stderr)
    if not antwort:
        sys.exit("Der Server ist weg")
    print("gesendet:", nachricht)
    print(f"[{ip}] {antwort.decode(errors='replace')}")
