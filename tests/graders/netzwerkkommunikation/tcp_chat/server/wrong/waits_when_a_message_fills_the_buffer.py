# fails: prints_messages_as_long_as_a_buffer
# Genau 1024 Bytes sind eine ganze Nachricht, und dann kommt nichts mehr.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 50000))
s.listen(1)


def empfange(komm):
    data = b""
    while True:
        teil = komm.recv(1024)
        data += teil
        if len(teil) < 1024:
            return data


try:
    while True:
        komm, addr = s.accept()
        try:
            while data := empfange(komm):
                print("[{}] {}".format(addr[0], data.decode(errors="replace")))
                nachricht = ""
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
