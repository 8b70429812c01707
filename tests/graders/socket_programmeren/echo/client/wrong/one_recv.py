# fails: puts_an_answer_in_pieces_together, says_that_the_answer_is_cut_short
# Een recv() is niet altijd het hele antwoord.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as clt:
        clt.connect((HOST, PORT))
        clt.sendall(b"Hello, world")
        data = clt.recv(1024)
        if not data:
            sys.exit("geen antwoord")
except OSError as fout:
    sys.exit(f"mislukt: {fout}")
print(f"Received {data!r}")
