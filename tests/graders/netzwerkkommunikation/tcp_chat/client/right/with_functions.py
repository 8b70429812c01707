import socket
import sys

PORT = 50000


def verbinde():
    ip = input("Mit welchem Rechner verbinden (IP)? ").strip()
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        s.connect((ip, PORT))
    except OSError:
        print("Server nicht erreichbar!", file=sys.stderr)
        sys.exit(1)
    return s, ip


def gespraech(s, ip):
    while True:
        nachricht = input("Nachricht (leer = Ende): ")
        if nachricht == "":
            break
        s.sendall(nachricht.encode())
        antwort = s.recv(1024)
        if antwort == b"":
            print("Server hat aufgelegt")
            break
        print("[" + ip + "] " + antwort.decode())


s, ip = verbinde()
gespraech(s, ip)
s.close()
