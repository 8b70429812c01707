import socket, threading, sys

class ClientThread(threading.Thread):
    def __init__(self, verbindung, adresse):
        threading.Thread.__init__(self)
        self.verbindung = verbindung
        self.adresse = adresse
        print("Neue Verbindung von: ", adresse)

    def run(self):
        nachricht = b''
        while True:
            daten = self.verbindung.recv(2048)
            if len(daten) == 0:
                break
            nachricht = daten.decode(errors="replace")
            print("vom Client:", nachricht)
            self.verbindung.send(daten)
        self.verbindung.close()
        print("Client", self.adresse, "ist weg ...")

RECHNER = "localhost"
PORT = 61111
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    server.bind((RECHNER, PORT))
except OSError as fehler:
    print("bind ging nicht:", fehler)
    sys.exit(1)
print("Server gestartet, warte auf Clients ...")
while True:
    server.listen(1)
    verbindung, adresse = server.accept()
    neu = ClientThread(verbindung, adresse)
    neu.start()
