import socket
import sys


def nachrichten():
    while True:
        try:
            zeile = input("Nachricht: ")
        except EOFError:
            return
        if zeile != "":
            yield zeile


ip = input("IP-Adresse: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    s.connect((ip, 50000))
    for nachricht in nachrichten():
        s.sendall(bytes(nachricht, "utf-8"))
        antwort = s.recv(1024)
        if not antwort:
            print("Der Server hat die Verbindung beendet", file=sys.stderr)
            sys.exit(1)
        print("[%s] %s" % (ip, str(antwort, "utf-8", "replace")))
except OSError as fehler:
    print("Fehler:", fehler, file=sys.stderr)
    sys.exit(1)
finally:
    s.close()
