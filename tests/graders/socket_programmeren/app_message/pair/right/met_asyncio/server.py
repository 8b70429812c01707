"""Met asyncio; antwoordt in UTF-16 en met ingesprongen JSON."""

import asyncio
import json
import sys

KENT = {
    "tcp": "een betrouwbare stroom van bytes",
    "udp": "losse berichten, zonder garantie",
    "coördinaat": "één getal van een plaats",
}
VERPLICHT = {"byteorder", "content-type", "content-encoding", "content-length"}


def bericht(inhoud, soort, codering):
    header = {
        "x-server": "asyncio",
        "content-length": len(inhoud),
        "content-encoding": codering,
        "content-type": soort,
        "byteorder": sys.byteorder,
    }
    tekst = json.dumps(header, indent=2).encode()
    return len(tekst).to_bytes(2, "big") + tekst + inhoud


def resultaat(tekst):
    return bericht(json.dumps({"result": tekst}, indent=1).encode("utf-16"), "text/json", "utf-16")


def beantwoord(header, inhoud):
    if header["content-type"] != "text/json":
        return bericht(bytes(reversed(inhoud)), "application/octet-stream", "binary")
    match json.loads(inhoud.decode(header["content-encoding"])):
        case {"action": "search", "value": str(waarde)}:
            print("Verzoek: search", waarde)
            return resultaat(KENT.get(waarde, f"Geen resultaat voor {waarde}"))
        case {"action": str(actie), "value": str(waarde)}:
            print(f"Verzoek: {actie} {waarde}")
            return resultaat(f"Fout: onbekende actie {actie}")
    raise ValueError("geen vraag")


async def bedien(lezer, schrijver):
    print("Connected by", schrijver.get_extra_info("peername"))
    try:
        while True:
            lengte = int.from_bytes(await lezer.readexactly(2), "big")
            if not 1 <= lengte <= 1024:
                raise ValueError("headerlengte")
            header = json.loads((await lezer.readexactly(lengte)).decode())
            if not isinstance(header, dict) or VERPLICHT - header.keys():
                raise ValueError("header")
            if type(header["content-length"]) is not int or not 0 <= header["content-length"] <= 1_000_000:
                raise ValueError("content-length")
            inhoud = await lezer.readexactly(header["content-length"])
            schrijver.write(beantwoord(header, inhoud))
            await schrijver.drain()
    except (asyncio.IncompleteReadError, OSError):
        pass
    except (ValueError, LookupError, TypeError) as fout:
        schrijver.write(resultaat(f"Fout: {fout}"))
    finally:
        schrijver.close()


async def main(host, port):
    server = await asyncio.start_server(bedien, host, port)
    async with server:
        await server.serve_forever()


try:
    HOST, PORT = sys.argv[1:]
    PORT = int(PORT)
    assert 0 < PORT < 65536
except (ValueError, AssertionError):
    print("server.py HOST PORT", file=sys.stderr)
    sys.exit(2)
try:
    asyncio.run(main(HOST, PORT))
except KeyboardInterrupt:
    pass
