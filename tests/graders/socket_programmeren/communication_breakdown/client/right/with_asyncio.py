import argparse
import asyncio
import sys

SILENCE = 3


def port(text):
    if not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is geen poort")
    return int(text)


async def echo(host, port, message):
    reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), SILENCE)
    try:
        writer.write(message)
        await writer.drain()
        return await asyncio.wait_for(reader.readexactly(len(message)), SILENCE)
    finally:
        writer.close()


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("message")
    a = parser.parse_args()
    try:
        print(f"Received {await echo(a.host, a.port, a.message.encode())!r}")
    except asyncio.TimeoutError:
        sys.exit("de server zwijgt")
    except asyncio.IncompleteReadError as e:
        sys.exit(f"de server sloot na {len(e.partial)} van {e.expected} bytes")
    except OSError as e:
        sys.exit(f"storing: {e}")


asyncio.run(main())
