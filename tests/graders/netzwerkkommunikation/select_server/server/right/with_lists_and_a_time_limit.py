# select() looks up once in a while, as it has to on Windows to notice Ctrl-C.
import select
import socket
import sys

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", 50000))
server.listen(5)
clients = []
adressen = {}
puffer = {}


def trennen(s):
    clients.remove(s)
    del puffer[s]
    ip, port = adressen.pop(s)
    s.close()
    print(f"Getrennt: {ip}:{port}")


try:
    while True:
        r, w, x = select.select(
            [server] + [c for c in clients if len(puffer[c]) == 0],
            [c for c in clients if len(puffer[c]) > 0],
            clients,
            0.5,
        )
        for s in w:
            try:
                n = s.send(puffer[s])
                puffer[s] = puffer[s][n:]
            except OSError as e:
                print(e, file=sys.stderr)
                trennen(s)
        for s in r:
            if s is server:
                c, adresse = server.accept()
                c.setblocking(0)
                clients.append(c)
                adressen[c] = adresse
                puffer[c] = b""
                print("Verbunden: " + adresse[0] + ":" + str(adresse[1]))
            else:
                try:
                    puffer[s] = s.recv(1024)
                except OSError as e:
                    print(e, file=sys.stderr)
                if puffer[s] == b"":
                    trennen(s)
except KeyboardInterrupt:
    pass
finally:
    for s in clients:
        s.close()
    server.close()
