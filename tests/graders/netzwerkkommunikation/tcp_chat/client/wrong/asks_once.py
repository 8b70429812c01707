# fails: asks_for_the_next_message
# The question stands before the loop.
import socket
import sys

ip = input("IP-Adresse: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    s.connect((ip, 50000))
    print("Nachricht: ", end="", flush=True)
    for nachricht in sys.stdin:
        nachricht = nachricht.rstrip("\n")
        if not nachricht:
            continue
        s.send(nachricht.encode())
        antwort = s.recv(1024)
        if not antwort:
            sys.exit("Der Server hat die Verbindung geschlossen")
        print("[{}] {}".format(ip, antwort.decode(errors="replace")))
except OSError as fehler:
    sys.exit("Fehler: {}".format(fehler))
s.close()
