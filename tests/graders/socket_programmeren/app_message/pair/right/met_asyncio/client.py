# asyncio; de vraag gaat in drie stukken, in latin-1 als dat kan.
import asyncio
import json
import struct
import sys


async def vraag(host, port, actie, waarde):
    lezer, schrijver = await asyncio.open_connection(host, port)
    tekst = json.dumps({"action": actie, "value": waarde}, ensure_ascii=False)
    try:
        inhoud, codering = tekst.encode("latin-1"), "latin-1"
    except UnicodeEncodeError:
        inhoud, codering = tekst.encode(), "utf-8"
    header = {"byteorder": "big", "content-type": "text/json", "content-encoding": codering}
    header["content-length"] = len(inhoud)
    header = json.dumps(header).encode()
    for deel in struct.pack(">H", len(header)), header, inhoud:
        schrijver.write(deel)
        await schrijver.drain()
    try:
        (lengte,) = struct.unpack(">H", await lezer.readexactly(2))
        if lengte not in range(1, 1025):
            raise ValueError("headerlengte")
        header = json.loads(await lezer.readexactly(lengte))
        lengte = header["content-length"]
        if not isinstance(lengte, int) or lengte not in range(1000001):
            raise ValueError("content-length")
        if header["content-type"] != "text/json":
            raise ValueError("content-type")
        codering = header["content-encoding"]
        antwoord = json.loads(str(await lezer.readexactly(lengte), codering))
        if not isinstance(antwoord["result"], str):
            raise ValueError("result")
        return antwoord["result"]
    finally:
        schrijver.close()


if len(sys.argv) != 5 or not sys.argv[2].isdecimal() or not 0 < int(sys.argv[2]) <= 65535:
    sys.stderr.write("client.py HOST PORT ACTIE WAARDE\n")
    sys.exit(2)
try:
    print(asyncio.run(vraag(*sys.argv[1:])))
except (OSError, EOFError, ValueError, LookupError, TypeError) as fout:
    sys.exit(f"mislukt: {fout!r}")
