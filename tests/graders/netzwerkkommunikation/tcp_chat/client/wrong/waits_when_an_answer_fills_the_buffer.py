# fails: sends_a_long_line_whole
# Genau 2048 Bytes sind eine ganze Antwort, und dann kommt nichts mehr.
import socket
import sys


def empfange(s):
    antwort = b""
    while True:
        teil = s.recv(2048)
        antwort += teil
        if len(teil) < 2048:
            return antwort


ip = input("IP-Adresse: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    s.connect((ip, 50000))
    while True:
        nachricht = input("Nachricht: ")
        if not nachricht:
            continue
        s.sendall(nachricht.encode())
        antwort = empfange(s)
        if not antwort:
            sys.exit("Der Server hat die Verbindung geschlossen")
        print("[{}] {}".format(ip, antwort.decode(errors="replace")))
except OSError as fehler:
    sys.exit("Fehler: {}".format(fehler))
except EOFError:
    print("Ende")
finally:
    s.close()
