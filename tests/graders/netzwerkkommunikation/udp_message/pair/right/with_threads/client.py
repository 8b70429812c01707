import socket

ip = input("IP-Adresse: ").strip()
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.connect((ip, 50000))
    s.send(input("Nachricht: ").encode())
