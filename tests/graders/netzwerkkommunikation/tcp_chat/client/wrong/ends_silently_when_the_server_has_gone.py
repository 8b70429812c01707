# fails: says_that_the_server_has_gone
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
            break
        print("[{}] {}".format(ip, antwort.decode(errors="replace")))
except OSError as fehler:
    sys.exit("Fehler: {}".format(fehler))
except EOFError:
    print("Ende")
finally:
    s.close()
