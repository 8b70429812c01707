import socket
import sys

with socket.create_connection(("127.0.0.1", 61111)) as s, open("verlauf.txt", "a", encoding="utf-8") as verlauf:
    print("Echo-Client, Ende mit 'end'", flush=True)
    for zeile in sys.stdin:
        zeile = zeile.rstrip("\n")
        if zeile == "end":
            break
        if not zeile:
            continue
        roh = zeile.encode()
        s.sendall(roh)
        antwort = b""
        while len(antwort) < len(roh):
            stueck = s.recv(1024)
            if not stueck:
                sys.exit("Der Server hat aufgelegt.")
            antwort += stueck
        print("Received:", antwort.decode(), flush=True)
        verlauf.write(zeile + "\n")
    print("cleaning up ...")
