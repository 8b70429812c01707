# fails: says_how_it_is_used, wants_a_port, refuses_a_port_that_is_no_number, refuses_a_port_out_of_range, looks_at_all_arguments_first
import errno
import socket
import sys


def toestand(host, poort):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
        s.settimeout(1)
        fout = s.connect_ex((host, poort))
    if fout == 0:
        return "open"
    if fout == errno.ECONNREFUSED:
        return "closed"
    if fout in (errno.EAGAIN, errno.EINPROGRESS):
        return "filtered"
    raise OSError(fout, errno.errorcode[fout])


def gebruik():
    print("gebruik: program.py HOST POORT [POORT ...]")
    sys.exit(2)


def main():
    if len(sys.argv) < 3:
        gebruik()
    host = sys.argv[1]
    try:
        poorten = [int(woord) for woord in sys.argv[2:]]
    except ValueError:
        gebruik()
    if any(poort < 1 or poort > 65535 for poort in poorten):
        gebruik()
    alles_open = True
    for poort in poorten:
        gevonden = toestand(host, poort)
        print(poort, gevonden)
        if gevonden != "open":
            alles_open = False
    sys.exit(0 if alles_open else 1)


try:
    main()
except OSError as fout:
    sys.exit(f"{sys.argv[1]}: {fout}")
