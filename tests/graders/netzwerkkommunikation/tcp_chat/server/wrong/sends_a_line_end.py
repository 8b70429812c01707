# fails: sends_the_answer
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
                print("[{}] {}".format(addr[0], data.decode(errors="replace")))
                nachricht = input("Antwort: ")
                while not nachricht:
                    nachricht = input("Antwort: ")
                komm.send((nachricht + "\n").encode())
        except ConnectionError as fehler:
            print("Verbindung verloren:", fehler)
        komm.close()
except (KeyboardInterrupt, EOFError):
    print("Ende")
finally:
    s.close()
