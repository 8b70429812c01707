import asyncio
import sys


async def hear(reader):
    while line := await reader.readline():
        sys.stdout.write(line.decode("utf-8", "replace"))
        sys.stdout.flush()


async def talk(writer):
    loop = asyncio.get_running_loop()
    keyboard = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(keyboard), sys.stdin)
    async for line in keyboard:
        writer.write(line)
        await writer.drain()
    writer.write_eof()


async def main(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    hearing = asyncio.create_task(hear(reader))
    talking = asyncio.create_task(talk(writer))
    await asyncio.wait({hearing, talking}, return_when=asyncio.FIRST_COMPLETED)
    if talking.done() and talking.exception() is None:
        await hearing
        return 0
    await hearing
    print("The server has closed the room.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[2].isdigit() or not 0 < int(sys.argv[2]) < 65536:
        print("usage: client.py HOST PORT", file=sys.stderr)
        sys.exit(2)
    try:
        code = asyncio.run(main(sys.argv[1], int(sys.argv[2])))
    except OSError as error:
        print(error, file=sys.stderr)
        code = 1
    sys.exit(code)
