# Streams on both sides: drain() waits until the server has read.
import asyncio
import sys


def usage():
    print("usage: client.py HOST PORT", file=sys.stderr)
    sys.exit(2)


async def send_everything(host, port):
    loop = asyncio.get_running_loop()
    source = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(source), sys.stdin)
    reader, writer = await asyncio.open_connection(host, port)
    number = 0
    while piece := await source.read(100_000):
        writer.write(piece)
        await writer.drain()
        number += len(piece)
    writer.write_eof()
    while await reader.read(1000):
        pass
    writer.close()
    await writer.wait_closed()
    return number


if len(sys.argv) != 3 or not sys.argv[2].isdecimal() or not 0 < int(sys.argv[2]) < 65536:
    usage()
try:
    print("Gesendet:", asyncio.run(send_everything(sys.argv[1], int(sys.argv[2]))), "Bytes")
except OSError as error:
    sys.exit(f"failed: {error}")
