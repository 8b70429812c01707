# Streams of asyncio, the data in a task of their own, and RETR before the second connection is there.
import argparse
import asyncio
import re
import sys
from pathlib import Path

PATIENCE = 3


class NoFile(Exception):
    pass


async def patiently(waiting):
    return await asyncio.wait_for(waiting, PATIENCE)


async def reply(reader):
    line = first = await patiently(reader.readline())
    while re.match(rb"\d{3}-", first) and not line.startswith(first[:3] + b" "):
        line = await patiently(reader.readline())
        if not line:
            break
    if not re.match(rb"[123]\d\d[ \r]", line):
        raise NoFile(line.decode("utf-8", "replace").strip() or "der Server hat aufgelegt")
    return line.decode("utf-8", "replace")


async def everything(host, port):
    reader, writer = await patiently(asyncio.open_connection(host, port))
    data = bytearray()
    while piece := await patiently(reader.read(4096)):
        data += piece
    writer.close()
    return bytes(data)


async def fetch(host, port, path):
    reader, writer = await patiently(asyncio.open_connection(host, port))

    async def ask(command):
        writer.write(f"{command}\r\n".encode())
        return await reply(reader)

    await reply(reader)
    if (await ask("USER anonymous")).startswith("3"):
        await ask("PASS me@")
    await ask("TYPE I")
    found = re.search(r"\|(\d+)\|", await ask("EPSV"))
    writer.write(f"RETR {path}\r\n".encode())
    content = asyncio.create_task(everything(writer.get_extra_info("peername")[0], int(found[1])))
    try:
        await reply(reader)
        result = await content
        await reply(reader)
    finally:
        content.cancel()
        writer.close()
    return result


def port(text):
    number = int(text)
    if number not in range(1, 65536):
        raise argparse.ArgumentTypeError("kein Port")
    return number


parser = argparse.ArgumentParser()
for name, kind in (("host", str), ("port", port), ("path", str), ("file", Path)):
    parser.add_argument(name, type=kind)
args = parser.parse_args()
try:
    content = asyncio.run(fetch(args.host, args.port, args.path))
    args.file.write_bytes(content)
except (OSError, asyncio.TimeoutError, NoFile) as error:
    sys.exit(f"{args.path}: {error or 'nichts mehr'}")
print(len(content), "Bytes")
