# One step after the other, and the lines put together by hand.
import socket
import sys

arguments = sys.argv[1:]
if len(arguments) == 1:
    try:
        name, aliases, addresses = socket.gethostbyname_ex(arguments[0])
    except (socket.gaierror, UnicodeError):
        print("unbekannt:", arguments[0], file=sys.stderr)
        sys.exit(1)
    print("Name: " + name)
    if len(aliases) == 0:
        print("Aliasse: -")
    else:
        print("Aliasse: " + " ".join(aliases))
    line = "Adressen:"
    for address in addresses:
        line += " " + address
    print(line)
elif len(arguments) == 2 and arguments[1] in ("tcp", "udp"):
    try:
        print("Port: %d" % socket.getservbyname(arguments[0], arguments[1]))
    except OSError:
        print("kein Dienst:", *arguments, file=sys.stderr)
        sys.exit(1)
else:
    print("Aufruf: program.py NAME oder program.py DIENST PROTOKOLL", file=sys.stderr)
    sys.exit(2)
