# fails: sends_hello_world, shows_the_answer, ends_after_the_answer, labels_the_answer
# fails: shows_the_answer_as_bytes, waits_for_a_slow_answer, puts_an_answer_in_pieces_together
# fails: shows_an_answer_that_is_not_text, says_that_there_is_no_answer, says_that_the_answer_is_cut_short
# fails: says_that_the_server_broke_off
# TypeError: sendall() wil bytes.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432
BERICHT = "Hello, world"

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
