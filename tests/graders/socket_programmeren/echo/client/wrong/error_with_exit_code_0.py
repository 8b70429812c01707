# fails: says_that_the_server_is_absent, says_that_there_is_no_answer
# fails: says_that_the_answer_is_cut_short, says_that_the_server_broke_off
# Meldt de fout wel, maar eindigt alsof alles goed ging.
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
                raise ConnectionError("antwoord is niet compleet")
            data += deel
    print(f"Received {data!r}")
except OSError as fout:
    print("fout:", fout, file=sys.stderr)
