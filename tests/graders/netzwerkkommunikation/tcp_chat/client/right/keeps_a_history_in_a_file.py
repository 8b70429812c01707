import socket

with open("verlauf.txt", "a", encoding="utf-8") as verlauf:
    ip = input("IP-Adresse: ")
    s = socket.create_connection((ip, 50000))
    while True:
        nachricht = input("Nachricht: ")
        s.sendall(nachricht.encode())
        antwort = s.recv(1024).decode()
        print(f"[{ip}] {antwort}")
        print("ich:", nachricht, "\n" + ip + ":", antwort, file=verlauf, flush=True)
