# Connects when there is something to say.
import socket

ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.connect((ip, 50000))
    while nachricht:
        s.sendall(nachricht.encode("utf-8"))
        antwort = s.recv(1024)
        if not antwort:
            break
        print("[{}] {}".format(ip, antwort.decode("utf-8")))
        nachricht = input("Nachricht: ")
