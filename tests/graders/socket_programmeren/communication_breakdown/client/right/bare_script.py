import socket
import sys

if len(sys.argv) != 4 or not sys.argv[2].isdigit() or not 1 <= int(sys.argv[2]) <= 65535:
    print("gebruik: client.py HOST POORT BERICHT", file=sys.stderr)
    sys.exit(2)

message = sys.argv[3].encode("utf-8")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.settimeout(3)
data = b""
try:
    s.connect((sys.argv[1], int(sys.argv[2])))
    s.sendall(message)
    while len(data) != len(message):
        piece = s.recv(1024)
        if piece == b"":
            print("De server is te vroeg klaar:", len(data), "van", len(message), "bytes", file=sys.stderr)
            sys.exit(1)
        data = data + piece
except OSError as e:
    print("Storing:", e, file=sys.stderr)
    sys.exit(1)
s.close()
print("Received", repr(data))
