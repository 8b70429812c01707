# vergelijkt wat terugkomt met wat er gestuurd is
import socket
import sys

BERICHT = b"Hello, world"


def main():
    try:
        with socket.create_connection(("localhost", 65432), timeout=5) as s:
            s.sendall(BERICHT)
            terug = b""
            while len(terug) < len(BERICHT):
                deel = s.recv(1024)
                if not deel:
                    sys.exit("server sloot de verbinding te vroeg")
                terug += deel
    except OSError as fout:
        sys.exit(f"mislukt: {fout}")
    print("Received", terug)
    if terug != BERICHT:
        print("Dat is niet wat ik gestuurd heb!")
        sys.exit(2)


main()
