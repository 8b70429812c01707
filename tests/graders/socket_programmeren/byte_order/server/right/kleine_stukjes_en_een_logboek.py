# Ontvangt hoogstens zeven bytes tegelijk, telt op per getal, en schrijft een logboek.
import socket
import struct


class Einde(Exception):
    pass


def lees(s, n):
    stukken = []
    while n > 0:
        stuk = s.recv(min(n, 7))
        if stuk == b"":
            raise Einde
        stukken.append(stuk)
        n -= len(stuk)
    return b"".join(stukken)


def gesprek(s, log):
    while True:
        n = socket.ntohl(struct.unpack("=I", lees(s, 4))[0])
        som = 0
        for _ in range(n):
            getal = struct.unpack("!i", lees(s, 4))[0]
            som = som + getal
        print("Som van " + str(n) + " getallen: " + str(som))
        log.write(f"{n} {som}\n")
        hoog, laag = (som >> 32) & 0xFFFFFFFF, som & 0xFFFFFFFF
        s.sendall(struct.pack("!II", hoog, laag))


def main():
    luister = socket.socket()
    luister.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    luister.bind(("", 65432))
    luister.listen(5)
    with open("sommen.log", "a") as log:
        while True:
            s, wie = luister.accept()
            print("Connected by %s:%d" % wie)
            try:
                gesprek(s, log)
            except (Einde, OSError):
                pass
            finally:
                s.close()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
