# Echo-Server, Übung 3.1 - mit verschiedenen Pufferlängen probiert
import socket

RECHNER = "0.0.0.0"
ANSCHLUSS = 61111
PUFFER = 3

def verarbeite_kunden(kunde, adresse):
    print("Connected by", adresse)
    while True:
        stueck = kunde.recv(PUFFER)
        if stueck:
            print("Received from client", repr(stueck))
            kunde.sendall(stueck)
        else:
            break
    kunde.shutdown(socket.SHUT_WR)
    kunde.close()
    print("Kunde ist gegangen")

def hauptprogramm():
    print("Server wird gestartet ...")
    horcher = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    horcher.bind((RECHNER, ANSCHLUSS))
    horcher.listen()
    print("Warte auf Kunden")
    while True:
        kunde, adresse = horcher.accept()
        verarbeite_kunden(kunde, adresse)

hauptprogramm()
