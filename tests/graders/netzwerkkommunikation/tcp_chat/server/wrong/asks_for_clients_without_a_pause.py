# fails: rests_while_nobody_asks
# A socket that does not block, and no select(): accept() is called again and again.
import socket


def rede(komm, ip):
    while True:
        data = komm.recv(1024)
        if not data:
            break
        print("[{}] {}".format(ip, data.decode(errors="replace")))
        nachricht = ""
        while not nachricht:
            nachricht = input("Antwort: ")
        komm.send(nachricht.encode())


def main():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", 50000))
    s.listen(5)
    s.setblocking(False)
    while True:
        try:
            komm, addr = s.accept()
        except BlockingIOError:
            continue
        komm.setblocking(True)
        try:
            rede(komm, addr[0])
        except ConnectionError as fehler:
            print(fehler)
        komm.close()


try:
    main()
except (KeyboardInterrupt, EOFError):
    print("Ende")
