import socket

ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
paket = nachricht.encode("utf-8")
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    n = s.sendto(paket, (ip, 50000))
print(f"{n} Bytes an {ip} geschickt: {paket!r}")
