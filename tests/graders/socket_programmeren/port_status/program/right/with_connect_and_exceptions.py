import socket
import sys


def toestand(host, poort):
    try:
        socket.create_connection((host, poort), timeout=1).close()
    except ConnectionRefusedError:
        return "closed"
    except TimeoutError:
        return "filtered"
    return "open"


def main(woorden):
    try:
        host, poorten = woorden[0], [int(woord) for woord in woorden[1:]]
    except (IndexError, ValueError):
        poorten = []
    if not poorten or min(poorten) < 1 or max(poorten) > 65535:
        sys.stderr.write("Zo gebruik je dit programma: HOST POORT [POORT ...]\n")
        return 2
    uitkomsten = []
    for poort in poorten:
        try:
            uitkomsten.append(toestand(host, poort))
        except OSError as fout:
            sys.stderr.write(f"{host} is niet te bereiken: {fout}\n")
            return 1
        print(f"{poort} {uitkomsten[-1]}")
    return int(set(uitkomsten) != {"open"})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
