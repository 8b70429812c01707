import select
import socket
import sys

if len(sys.argv) != 3 or not sys.argv[2].isdigit() or not 1 <= int(sys.argv[2]) <= 65535:
    sys.stderr.write(f"gebruik: {sys.argv[0]} HOST POORT\n")
    sys.exit(2)

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((sys.argv[1], int(sys.argv[2])))
server.listen(100)

wachtrij = {}
try:
    while True:
        lezen = [server] + [s for s in wachtrij if not wachtrij[s]]
        schrijven = [s for s in wachtrij if wachtrij[s]]
        lezen, schrijven, _ = select.select(lezen, schrijven, [], 1.0)
        for s in lezen + schrijven:
            if s is server:
                conn, adres = s.accept()
                print(f"Connected by {adres}", flush=True)
                conn.setblocking(0)
                wachtrij[conn] = b""
                continue
            try:
                if wachtrij[s]:
                    wachtrij[s] = wachtrij[s][s.send(wachtrij[s]) :]
                    continue
                wachtrij[s] = s.recv(1024)
            except OSError:
                wachtrij[s] = b""
            if not wachtrij[s]:
                del wachtrij[s]
                s.close()
except KeyboardInterrupt:
    server.close()
