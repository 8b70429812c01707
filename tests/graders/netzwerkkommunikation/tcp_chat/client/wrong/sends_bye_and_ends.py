# fails: sends_every_word
# Schickt das letzte Wort noch, und wartet nicht auf die Antwort.
import socket
import sys

ip = input("IP-Adresse: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    s.connect((ip, 50000))
    while True:
        nachricht = input("Nachricht: ")
        if not nachricht:
            continue
        s.sendall(nachricht.encode())
        if nachricht.lower() in ("bye", "quit"):
            break
        antwort = s.recv(1024)
        if not antwort:
            sys.exit("Der Server hat die Verbindung geschlossen")
        print("[{}] {}".format(ip, antwort.decode(errors="replace")))
except OSError as fehler:
    sys.exit("Fehler: {}".format(fehler))
except EOFError:
    print("Ende")
finally:
    s.close()
