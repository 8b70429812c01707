# fails: does_not_grow
# Each conversation is written into a file of its own, and the files are never closed.
import socket
import tempfile

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 50000))
s.listen(5)
protokolle = []
try:
    while True:
        komm, addr = s.accept()
        protokoll = tempfile.TemporaryFile("w")
        protokolle.append(protokoll)
        try:
            while True:
                data = komm.recv(1024)
                if not data:
                    break
                text = "[{}] {}".format(addr[0], data.decode(errors="replace"))
                print(text)
                protokoll.write(text + "\n")
                nachricht = ""
                while not nachricht:
                    nachricht = input("Antwort: ")
                komm.send(nachricht.encode())
        except ConnectionError as fehler:
            print(fehler)
        komm.close()
except (KeyboardInterrupt, EOFError):
    print("Ende")
