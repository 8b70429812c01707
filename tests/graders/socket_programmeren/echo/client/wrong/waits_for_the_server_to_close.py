# fails: shows_the_answer, ends_after_the_answer, labels_the_answer, shows_the_answer_as_bytes
# fails: waits_for_a_slow_answer, puts_an_answer_in_pieces_together, shows_an_answer_that_is_not_text
# fails: says_that_the_answer_is_cut_short
# De server sluit pas als de client sluit: zo wachten ze op elkaar.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_connection((HOST, PORT)) as clt:
        clt.sendall(b"Hello, world")
        data = b""
        while True:
            deel = clt.recv(1024)
            if not deel:
                break
            data += deel
except OSError as fout:
    sys.exit(f"mislukt: {fout}")
if not data:
    sys.exit("geen antwoord")
print(f"Received {data!r}")
