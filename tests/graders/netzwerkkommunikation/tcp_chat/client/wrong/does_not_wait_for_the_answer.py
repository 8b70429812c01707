# fails: shows_each_answer, labels_each_answer, keeps_umlauts, says_that_the_server_has_gone
# fails: says_that_the_server_has_crashed
# It never receives.
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
except OSError as fehler:
    sys.exit("Fehler: {}".format(fehler))
except EOFError:
    print("Ende")
finally:
    s.close()
