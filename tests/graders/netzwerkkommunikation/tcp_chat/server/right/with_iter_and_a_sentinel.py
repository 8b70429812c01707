import socket


def lies_antwort():
    antwort = ""
    while antwort == "":
        antwort = input("Antwort: ")
    return antwort.encode("utf-8")


def bediene(verbindung, ip):
    try:
        for daten in iter(lambda: verbindung.recv(1024), b""):
            print("[" + ip + "]", daten.decode("utf-8", "replace"))
            verbindung.sendall(lies_antwort())
    except (ConnectionResetError, BrokenPipeError):
        pass
    finally:
        verbindung.close()


server = socket.create_server(("", 50000))
try:
    while True:
        verbindung, adresse = server.accept()
        bediene(verbindung, adresse[0])
except (KeyboardInterrupt, EOFError):
    server.close()
