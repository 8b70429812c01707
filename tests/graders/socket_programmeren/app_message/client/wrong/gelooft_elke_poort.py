# fails: refuses_a_port_out_of_range
# connect() geeft bij een te groot getal een OverflowError.

import json
import socket
import struct
import sys


def ontvang(s, aantal):
    data = b""
    while len(data) < aantal:
        stuk = s.recv(aantal - len(data))
        if not stuk:
            sys.exit("de server is weg")
        data += stuk
    return data


def stuur(s, vraag):
    inhoud = json.dumps(vraag, ensure_ascii=False).encode("utf-8")
    header = {
        "byteorder": sys.byteorder,
        "content-type": "text/json",
        "content-encoding": "utf-8",
        "content-length": len(inhoud),
    }
    header = json.dumps(header).encode("utf-8")
    s.sendall(struct.pack("!H", len(header)) + header + inhoud)


def lees(s):
    lengte = struct.unpack("!H", ontvang(s, 2))[0]
    if lengte == 0 or lengte > 1024:
        sys.exit("de headerlengte klopt niet")
    header = json.loads(ontvang(s, lengte).decode("utf-8"))
    lengte = header["content-length"]
    if not isinstance(lengte, int) or lengte < 0 or lengte > 1000000:
        sys.exit("de content-length klopt niet")
    if header["content-type"] != "text/json":
        sys.exit("het antwoord is geen JSON")
    codering = header["content-encoding"]
    return json.loads(ontvang(s, lengte).decode(codering))


if len(sys.argv) != 5:
    print("gebruik: client.py HOST PORT ACTIE WAARDE", file=sys.stderr)
    sys.exit(2)
host, port, actie, waarde = sys.argv[1:]
try:
    port = int(port)
except ValueError:
    print("de poort is geen getal", file=sys.stderr)
    sys.exit(2)

try:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
        s.connect((host, port))
        stuur(s, {"action": actie, "value": waarde})
        antwoord = lees(s)
    resultaat = antwoord["result"]
    if not isinstance(resultaat, str):
        sys.exit("het resultaat is geen tekst")
    print(resultaat)
except OSError as fout:
    sys.exit(f"geen antwoord: {fout}")
except (ValueError, LookupError, TypeError) as fout:
    sys.exit(f"het antwoord is kapot: {fout}")
