import selectors
import socket

sel = selectors.DefaultSelector()
lauscher = socket.create_server(("", 50000))
sel.register(lauscher, selectors.EVENT_READ)

while True:
    for key, _ in sel.select():
        if key.fileobj is lauscher:
            komm, addr = lauscher.accept()
            sel.register(komm, selectors.EVENT_READ, addr[0])
        else:
            daten = key.fileobj.recv(1024)
            if daten:
                print("[{}] {}".format(key.data, daten.decode()))
                key.fileobj.send(input("Antwort: ").encode())
            else:
                sel.unregister(key.fileobj)
                key.fileobj.close()
