# fails: TODO
# First a line is typed, then one is heard: what comes meanwhile is not seen.

import socket
import sys

try:
    host, port = sys.argv[1], int(sys.argv[2])
    if not 0 < port < 65536:
        raise ValueError
except (IndexError, ValueError):
    print("usage: client.py HOST PORT", file=sys.stderr)
    sys.exit(2)

try:
    with socket.create_connection((host, port)) as s:
        for line in sys.stdin:
            s.sendall(line.encode())
            data = s.recv(5000)
            if not data:
                sys.exit("The server has gone.")
            print(data.decode(errors="replace"), end="", flush=True)
        s.shutdown(socket.SHUT_WR)
        while data := s.recv(5000):
            print(data.decode(errors="replace"), end="", flush=True)
except OSError as error:
    sys.exit(str(error))
