# fails: shows_the_answer, labels_the_answer, shows_the_answer_as_bytes, waits_for_a_slow_answer
# fails: puts_an_answer_in_pieces_together
# Drukt het eigen bericht af in plaats van het antwoord.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432
bericht = b"Hello, world"

try:
    with socket.create_connection((HOST, PORT)) as clt:
        clt.sendall(bericht)
        data = b""
        while len(data) < len(bericht):
            deel = clt.recv(1024)
            if not deel:
                sys.exit("antwoord is niet compleet")
            data += deel
except OSError as fout:
    sys.exit(f"mislukt: {fout}")
print(f"Received {bericht!r}")
