# fails: sends_each_message, shows_each_answer, sends_every_word, goes_on_after_bytes_that_are_not_text
# connect() stands in the loop: the conversation falls apart into many.
import socket
import sys

ip = input("IP-Adresse: ")
try:
    while True:
        nachricht = input("Nachricht: ")
        if not nachricht:
            continue
        s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        s.connect((ip, 50000))
        s.send(nachricht.encode())
        antwort = s.recv(1024)
        if not antwort:
            sys.exit("Der Server hat die Verbindung geschlossen")
        print("[{}] {}".format(ip, antwort.decode(errors="replace")))
        s.close()
except OSError as fehler:
    sys.exit("Fehler: {}".format(fehler))
except EOFError:
    print("Ende")
