# Waits for the client and for the keyboard at once.
import select
import socket
import sys

s = socket.create_server(("", 50000))
while True:
    komm, addr = s.accept()
    print("Verbunden:", addr)
    offen = True
    while offen:
        lesbar, _, _ = select.select([komm, sys.stdin], [], [])
        for quelle in lesbar:
            if quelle is komm:
                daten = komm.recv(1024)
                if not daten:
                    offen = False
                else:
                    print("[%s] %s" % (addr[0], daten.decode(errors="replace")))
                    print("Antwort: ", end="", flush=True)
            else:
                zeile = sys.stdin.readline()
                if not zeile:
                    sys.exit()
                komm.sendall(zeile.rstrip("\n").encode())
    komm.close()
