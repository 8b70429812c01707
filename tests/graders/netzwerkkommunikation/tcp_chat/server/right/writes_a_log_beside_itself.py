import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 50000))
s.listen(1)
with open("gespraeche.txt", "a", encoding="utf-8") as protokoll:
    while True:
        komm, (ip, port) = s.accept()
        print("Verbindung von", ip, port, file=protokoll, flush=True)
        while data := komm.recv(1024):
            text = data.decode(errors="replace")
            print(f"[{ip}] {text}")
            antwort = input("Antwort: ")
            komm.sendall(antwort.encode())
            print(f"{ip}: {text}\nich: {antwort}", file=protokoll, flush=True)
        komm.close()
