# fails: connects_to_the_documented_address
import socket
import sys

HOST = "127.0.0.1"
PORT = 64532
BERICHT = b"Hello, world"

try:
    with socket.create_connection((HOST, PORT)) as clt:
        clt.sendall(BERICHT)
        data = b""
        while len(data) < len(BERICHT):
            deel = clt.recv(1024)
            if not deel:
                sys.exit("antwoord is niet compleet")
            data += deel
except OSError as fout:
    sys.exit(f"mislukt: {fout}")
print(f"Received {data!r}")
