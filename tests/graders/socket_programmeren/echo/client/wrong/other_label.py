# fails: labels_the_answer
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432
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
print(f"Ontvangen: {data!r}")
