"""argparse, create_connection en makefile()."""

import argparse
import json
import socket
import sys


def poort(tekst):
    nummer = int(tekst)
    if not 1 <= nummer <= 65535:
        raise argparse.ArgumentTypeError("geen poort")
    return nummer


def precies(stroom, n):
    data = stroom.read(n)
    if len(data) < n:
        raise EOFError(f"{len(data)} van {n} bytes")
    return data


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=poort)
    parser.add_argument("action")
    parser.add_argument("value")
    a = parser.parse_args()
    inhoud = json.dumps({"value": a.value, "action": a.action}, indent=4).encode("utf-16")
    kop = json.dumps(
        {
            "content-length": len(inhoud),
            "content-encoding": "utf-16",
            "content-type": "text/json",
            "byteorder": sys.byteorder,
        },
        indent=2,
    ).encode()
    with socket.create_connection((a.host, a.port)) as s, s.makefile("rwb") as stroom:
        stroom.write(len(kop).to_bytes(2, "big"))
        stroom.write(kop)
        stroom.write(inhoud)
        stroom.flush()
        n = int.from_bytes(precies(stroom, 2), "big")
        if not 0 < n <= 1024:
            raise ValueError("headerlengte")
        kop = json.loads(precies(stroom, n))
        n = kop["content-length"]
        if type(n) is not int or not 0 <= n <= 1000000 or kop["content-type"] != "text/json":
            raise ValueError("header")
        codering = kop["content-encoding"]
        match json.loads(precies(stroom, n).decode(codering)):
            case {"result": str(tekst)}:
                print(tekst)
            case _:
                raise ValueError("geen resultaat")


try:
    main()
except (OSError, EOFError, ValueError, LookupError, TypeError) as fout:
    print("fout:", fout, file=sys.stderr)
    sys.exit(1)
