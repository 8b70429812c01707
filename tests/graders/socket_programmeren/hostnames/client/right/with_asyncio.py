import asyncio
import sys


async def praat(host, poort, bericht):
    lezer, schrijver = await asyncio.open_connection(host, poort, limit=10**6)
    adres = schrijver.get_extra_info("peername")[0]
    schrijver.write(f"{bericht}\n".encode())
    await schrijver.drain()
    print(f"Connected to {adres}")
    antwoord = await lezer.readuntil(b"\n")
    print("Received " + antwoord[:-1].decode("utf-8"))
    schrijver.close()


def main():
    try:
        host, poort, bericht = sys.argv[1:]
        poort = int(poort)
        if poort < 1 or poort > 65535:
            raise ValueError("een poort ligt tussen 1 en 65535")
    except ValueError as fout:
        print(f"Verkeerd gebruik ({fout}): HOST POORT BERICHT", file=sys.stderr)
        return 2
    try:
        asyncio.run(praat(host, poort, bericht))
    except (OSError, EOFError) as fout:
        print(f"Het lukt niet: {fout}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
