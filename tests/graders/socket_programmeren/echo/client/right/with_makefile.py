import socket
import sys

bericht = b"Hello, world"


def vraag_echo(host, port):
    s = socket.socket()
    with s:
        s.connect((host, port))
        with s.makefile("rwb") as stroom:
            stroom.write(bericht)
            stroom.flush()
            return stroom.read(len(bericht))


try:
    antwoord = vraag_echo("127.0.0.1", 65432)
except OSError as fout:
    sys.exit(f"Geen echo ontvangen: {fout}")
if len(antwoord) < len(bericht):
    sys.exit(f"Het antwoord is niet compleet: {antwoord!r}")
print("Received", antwoord)
