# It says more than it must, in lines of its own, and knows what it has looked up.
import socket
import sys


class Unknown(Exception):
    pass


def host(name):
    try:
        primary, aliases, addresses = socket.gethostbyname_ex(name)
    except (OSError, UnicodeError) as error:
        raise Unknown(f"{name} kennt hier niemand ({error})")
    yield f"Name: {primary}"
    yield f"Aliasse: {' '.join(aliases) or '-'}"
    yield f"Adressen: {' '.join(addresses)}"
    yield f"({len(addresses)} gefunden)"


def service(name, protocol):
    try:
        port = socket.getservbyname(name, protocol)
    except OSError as error:
        raise Unknown(f"{name}/{protocol} kennt hier niemand ({error})")
    yield f"Port: {port}"


jobs = {1: host, 2: service}
arguments = sys.argv[1:]
if len(arguments) not in jobs or arguments[1:] not in ([], ["tcp"], ["udp"]):
    sys.stderr.write(f"usage: {sys.argv[0]} NAME | DIENST PROTOKOLL\n")
    sys.exit(2)
try:
    for line in jobs[len(arguments)](*arguments):
        print(line, flush=True)
except Unknown as reason:
    sys.exit(str(reason))
