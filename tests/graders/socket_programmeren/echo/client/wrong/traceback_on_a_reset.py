# fails: says_that_the_server_broke_off
# Alleen connect() staat in het try-blok.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432
BERICHT = b"Hello, world"

try:
    clt = socket.create_connection((HOST, PORT))
except ConnectionRefusedError:
    sys.exit("er is geen server")
with clt:
    clt.sendall(BERICHT)
    data = b""
    while len(data) < len(BERICHT):
        deel = clt.recv(1024)
        if not deel:
            sys.exit("antwoord is niet compleet")
        data += deel
print(f"Received {data!r}")
