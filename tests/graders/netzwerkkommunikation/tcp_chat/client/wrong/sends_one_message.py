# fails: sends_each_message, shows_each_answer, sends_every_word, asks_for_the_next_message
# fails: goes_on_after_bytes_that_are_not_text
# It ends after the first answer.
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
        s.send(nachricht.encode())
        antwort = s.recv(1024)
        if not antwort:
            sys.exit("Der Server hat die Verbindung geschlossen")
        print("[{}] {}".format(ip, antwort.decode(errors="replace")))
        break
except OSError as fehler:
    sys.exit("Fehler: {}".format(fehler))
except EOFError:
    print("Ende")
finally:
    s.close()
