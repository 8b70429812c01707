# fails: goes_on_after_bytes_that_are_not_text
# decode() ends the thread that receives; the other one goes on, and shows nothing any more.
import os
import socket
import sys
import threading

ip = input("IP-Adresse: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
antwort_da = threading.Semaphore(0)


def empfange():
    try:
        while daten := s.recv(1024):
            antwort_da.release()
            print(f"[{ip}] {daten.decode()}")
        print("Der Server hat die Verbindung geschlossen", file=sys.stderr)
    except OSError as fehler:
        print("Fehler:", fehler, file=sys.stderr)
    os._exit(1)


try:
    s.connect((ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
threading.Thread(target=empfange, daemon=True).start()
try:
    while True:
        nachricht = input("Nachricht: ")
        if nachricht:
            s.sendall(nachricht.encode())
            antwort_da.acquire()
except EOFError:
    pass
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
