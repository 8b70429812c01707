import socket
import threading

schloss = threading.Lock()


def bediene(komm, ip):
    while True:
        daten = komm.recv(1024)
        if not daten:
            komm.close()
            return
        with schloss:
            print("[%s] %s" % (ip, daten.decode()))
            nachricht = input("Antwort: ")
        komm.send(nachricht.encode())


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("", 50000))
s.listen(1)
while True:
    komm, addr = s.accept()
    threading.Thread(target=bediene, args=(komm, addr[0]), daemon=True).start()
