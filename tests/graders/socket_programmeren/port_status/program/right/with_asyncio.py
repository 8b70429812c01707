import argparse
import asyncio
import sys


def poort(tekst):
    getal = int(tekst)
    if getal < 1 or getal > 0xFFFF:
        raise argparse.ArgumentTypeError("een poort ligt tussen 1 en 65535")
    return getal


async def toestand(host, nummer):
    try:
        _, schrijver = await asyncio.wait_for(asyncio.open_connection(host, nummer), 1)
    except ConnectionRefusedError:
        return "closed"
    except asyncio.TimeoutError:
        return "filtered"
    schrijver.close()
    return "open"


async def main():
    parser = argparse.ArgumentParser(description="Kijkt welke poorten open zijn.")
    parser.add_argument("host")
    parser.add_argument("poort", type=poort, nargs="+")
    keuze = parser.parse_args()
    print(f"{keuze.host} wordt onderzocht ...", file=sys.stderr)
    alles = [await toestand(keuze.host, nummer) for nummer in keuze.poort]
    for nummer, woord in zip(keuze.poort, alles):
        print(nummer, woord)
    print("klaar", file=sys.stderr)
    return 0 if all(woord == "open" for woord in alles) else 1


try:
    sys.exit(asyncio.run(main()))
except OSError as fout:
    print("mislukt:", fout, file=sys.stderr)
    sys.exit(1)
