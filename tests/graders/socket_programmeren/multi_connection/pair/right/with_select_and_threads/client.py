import socket
import sys
import threading

fouten = []


def praat(nummer, s):
    bericht = b"".join(b"bericht %d van verbinding %d\n" % (i, nummer) for i in (1, 2))
    ontvangen = b""
    try:
        with s:
            s.sendall(bericht)
            while len(ontvangen) < len(bericht):
                stuk = s.recv(16)
                if not stuk:
                    raise ConnectionError("de server is weg")
                ontvangen += stuk
        print(f"Verbinding {nummer} ontving {ontvangen}\n", end="")
    except OSError as fout:
        print(f"Verbinding {nummer}: {fout}", file=sys.stderr)
        fouten.append(fout)


def main():
    try:
        host, poort, aantal = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        assert 0 < poort < 65536 and aantal > 0
    except (IndexError, ValueError, AssertionError):
        print("gebruik: client.py HOST POORT AANTAL", file=sys.stderr)
        return 2
    try:
        sockets = [socket.create_connection((host, poort)) for _ in range(aantal)]
    except OSError as fout:
        print("geen verbinding:", fout, file=sys.stderr)
        return 1
    draden = [threading.Thread(target=praat, args=(i, s)) for i, s in enumerate(sockets, 1)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return 1 if fouten else 0


sys.exit(main())
