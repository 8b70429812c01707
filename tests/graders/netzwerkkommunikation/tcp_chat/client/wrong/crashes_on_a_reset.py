# fails: says_that_the_server_has_crashed
# Only connect() stands in a try.
import socket
import sys

ip = input("IP-Adresse: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    s.connect((ip, 50000))
except OSError as fehler:
    sys.exit("Fehler: {}".format(fehler))
try:
    while True:
        nachricht = input("Nachricht: ")
        if not nachricht:
            continue
        s.send(nachricht.encode())
        antwort = s.recv(1024)
        if not antwort:
            sys.exit("Der Server hat die Verbindung geschlossen")
        print("[{}] {}".format(ip, antwort.decode(errors="replace")))
except EOFError:
    print("Ende")
finally:
    s.close()
