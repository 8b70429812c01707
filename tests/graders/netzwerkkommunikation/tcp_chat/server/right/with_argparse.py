import argparse
import socket
import sys


def lies_zeile(frage):
    sys.stdout.write(frage)
    sys.stdout.flush()
    return sys.stdin.readline()[:-1]


def main():
    p = argparse.ArgumentParser(description="Chat-Server")
    p.add_argument("-H", "--host", default="")
    p.add_argument("-p", "--port", default=50000, type=int)
    a = p.parse_args()
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        s.bind((a.host, a.port))
        s.listen(1)
        while True:
            verbindung, partner = s.accept()
            try:
                while True:
                    daten = verbindung.recv(1024)
                    if len(daten) == 0:
                        break
                    sys.stdout.write("Nachricht von %s: %s\n" % (partner[0], daten.decode("utf-8")))
                    verbindung.sendall(lies_zeile("Ihre Antwort? ").encode("utf-8"))
            finally:
                verbindung.close()
    except KeyboardInterrupt:
        pass
    finally:
        s.close()


main()
