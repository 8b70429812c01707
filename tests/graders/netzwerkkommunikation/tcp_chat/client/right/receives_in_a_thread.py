import socket
import threading

ip = input("IP-Adresse: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((ip, 50000))


def empfange():
    while True:
        daten = s.recv(1024)
        if not daten:
            print("Verbindung beendet")
            return
        print(f"[{ip}] {daten.decode(errors='replace')}")


threading.Thread(target=empfange, daemon=True).start()
while True:
    s.sendall(input("Nachricht: ").encode())
