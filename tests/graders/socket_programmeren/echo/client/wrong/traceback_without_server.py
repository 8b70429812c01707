# fails: says_that_the_server_is_absent
# connect() staat buiten het try-blok.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432
BERICHT = b"Hello, world"

clt = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
clt.connect((HOST, PORT))
try:
    clt.sendall(BERICHT)
    data = b""
    while len(data) < len(BERICHT):
        deel = clt.recv(1024)
        if not deel:
            sys.exit("antwoord is niet compleet")
        data += deel
except OSError as fout:
    sys.exit(f"mislukt: {fout}")
finally:
    clt.close()
print(f"Received {data!r}")
