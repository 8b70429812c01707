# fails: says_how_it_is_used, refuses_a_port_that_is_no_number, refuses_a_port_out_of_range, wants_a_message
import socket
import sys


def gebruik():
    print("gebruik: client.py HOST POORT BERICHT", file=sys.stderr)
    sys.exit(1)


def verbind(host, poort):
    fout = None
    for familie, soort, protocol, _, adres in socket.getaddrinfo(host, poort, type=socket.SOCK_STREAM):
        s = socket.socket(familie, soort, protocol)
        try:
            s.connect(adres)
        except OSError as geweigerd:
            fout = geweigerd
            s.close()
            continue
        return s
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
