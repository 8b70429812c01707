import socket, sys

print("IP-Adresse?")
ip = sys.stdin.readline().strip()
with socket.create_connection((ip, 50000)) as s:
    print("Verbunden. Nachrichten eingeben:")
    for zeile in sys.stdin:
        s.sendall(zeile.rstrip("\r\n").encode())
        print("Antwort:", s.recv(1024).decode())
