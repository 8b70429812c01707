import argparse
import socket

parser = argparse.ArgumentParser()
parser.add_argument("host", nargs="?", default="::1")
parser.add_argument("port", nargs="?", type=int, default=61111)
options = parser.parse_args()

verbindung = socket.create_connection((options.host, options.port), timeout=30)
datei = verbindung.makefile("rwb", buffering=0)
try:
    print("Echo-Client. Ende mit end.")
    while (zeile := input()) != "end":
        datei.write(zeile.encode())
        antwort = datei.read(len(zeile.encode()))
        print("Received:", antwort.decode())
finally:
    print("cleaning up ...")
    datei.close()
    verbindung.close()
