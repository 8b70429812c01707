# fails: goes_to_the_typed_address, says_that_the_address_is_wrong
# It asks for the address, and then goes to localhost all the same.
import socket
import sys

ip = input("IP-Adresse: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    s.connect(("localhost", 50000))
    while True:
        nachricht = input("Nachricht: ")
        if not nachricht:
            continue
        s.send(nachricht.encode())
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
