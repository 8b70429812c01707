# fails: reaches_an_ipv6_address, goes_on_to_ipv6, tries_more_than_one_of_ipv6
import socket
import sys


def gebruik():
    print("gebruik: client.py HOST POORT BERICHT", file=sys.stderr)
    sys.exit(2)


def verbind(host, poort):
    for adres in socket.gethostbyname_ex(host)[2]:
        s = socket.socket()
        try:
            s.connect((adres, poort))
            return s
        except OSError as geweigerd:
            fout = geweigerd
            s.close()
    raise fout


def lees_regel(s):
    data = b""
    while not data.endswith(b"\n"):
        deel = s.recv(1024)
        if not deel:
            sys.exit("Het antwoord is niet compleet.")
        data += deel
    return data.decode().rstrip("\n")


def main():
    if len(sys.argv) != 4:
        gebruik()
    host, poort, bericht = sys.argv[1:]
    try:
        poort = int(poort)
    except ValueError:
        gebruik()
    if not 1 <= poort <= 65535:
        gebruik()
    s = verbind(host, poort)
    print("Connected to", s.getpeername()[0])
    s.sendall(bericht.encode() + b"\n")
    print("Received", lees_regel(s))
    s.close()


try:
    main()
except OSError as fout:
    sys.exit(f"Mislukt: {fout}")
