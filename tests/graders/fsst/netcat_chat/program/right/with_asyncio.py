# asyncio, with a stream for the socket and one for standard input.
import argparse
import asyncio
import os
import sys


def port(text):
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError
    return number


async def send(writer):
    loop = asyncio.get_running_loop()
    keyboard = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(keyboard), sys.stdin)
    try:
        while data := await keyboard.read(8192):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except ConnectionError:
        pass


async def show(reader):
    while data := await reader.read(8192):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


async def talk(reader, writer):
    task = asyncio.create_task(send(writer))
    await show(reader)
    task.cancel()


async def listen(number):
    partner = asyncio.get_running_loop().create_future()

    def came(reader, writer):
        if not partner.done():
            partner.set_result((reader, writer))

    server = await asyncio.start_server(came, "0.0.0.0", number)
    found = await partner
    server.close()
    return found


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-l", action="store_true", dest="listens")
    parser.add_argument("words", nargs="+")
    options = parser.parse_args()
    if len(options.words) != (1 if options.listens else 2):
        parser.error("-l PORT or HOST PORT")
    try:
        number = port(options.words[-1])
    except ValueError:
        parser.error("no port")
    if options.listens:
        reader, writer = await listen(number)
    else:
        reader, writer = await asyncio.open_connection(options.words[0], number)
    await talk(reader, writer)
    sys.stdout.flush()
    os._exit(0)


try:
    asyncio.run(main())
except OSError as error:
    sys.exit(f"program: {error}")
