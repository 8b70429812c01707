import socket
import time

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
while True:
    daten, (ip, port) = s.recvfrom(1024)
    zeile = f"[{ip}] {daten.decode(errors='replace')}"
    print(zeile)
    with open("empfangen.txt", "a", encoding="utf-8") as datei:
        print(time.strftime("%H:%M:%S"), zeile, file=datei)
