# fails: closes_when_the_client_leaves, forgets_no_socket, does_not_grow
# It keeps all its clients in a list, those that have gone as well.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 50000))
s.listen(5)
alle = []
try:
    while True:
        komm, addr = s.accept()
        alle.append(komm)
        try:
            while True:
                data = komm.recv(1024)
                if not data:
                    break
                print("[{}] {}".format(addr[0], data.decode(errors="replace")))
                nachricht = ""
                while not nachricht:
                    nachricht = input("Antwort: ")
                komm.send(nachricht.encode())
        except ConnectionError as fehler:
            print(fehler)
except (KeyboardInterrupt, EOFError):
    print("Ende")
