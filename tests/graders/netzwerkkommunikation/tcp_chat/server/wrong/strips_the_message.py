# fails: keeps_blanks_at_the_ends
# strip() nimmt weg, was zum Text gehört.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 50000))
s.listen(1)
try:
    while True:
        komm, addr = s.accept()
        try:
            while True:
                data = komm.recv(1024)
                if not data:
                    break
                print("[{}] {}".format(addr[0], data.decode(errors="replace").strip()))
                nachricht = input("Antwort: ")
                while not nachricht:
                    nachricht = input("Antwort: ")
                komm.sendall(nachricht.encode())
        except ConnectionError as fehler:
            print("Verbindung verloren:", fehler)
        komm.close()
except (KeyboardInterrupt, EOFError):
    print("Ende")
finally:
    s.close()
