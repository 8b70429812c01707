import socket
from threading import Thread


def bediene(verbindung, adresse):
    print("Connected by", adresse)
    try:
        while True:
            daten = verbindung.recv(1024)
            if not daten:
                break
            print("Received from client", daten)
            verbindung.sendall(daten)
    except ConnectionError:
        print("Verbindung verloren:", adresse)
    finally:
        verbindung.close()


def main():
    laufend = []
    with socket.create_server(("127.0.0.1", 61111)) as server:
        while True:
            verbindung, adresse = server.accept()
            for thread in [t for t in laufend if not t.is_alive()]:
                thread.join()
                laufend.remove(thread)
            thread = Thread(target=bediene, args=(verbindung, adresse), daemon=True)
            thread.start()
            laufend.append(thread)


try:
    main()
except KeyboardInterrupt:
    pass
