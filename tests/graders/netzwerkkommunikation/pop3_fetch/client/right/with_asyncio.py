# Streams of asyncio; all RETR are on their way at once, and so are the DELE.
import argparse
import asyncio
import email
import sys
from email import policy
from pathlib import Path

PATIENCE = 3


class Failed(Exception):
    pass


def port(text):
    number = int(text)
    if number not in range(1, 65536):
        raise argparse.ArgumentTypeError("kein Port")
    return number


def user(text):
    if set(text) & set("\r\n"):
        raise argparse.ArgumentTypeError("kein Benutzer")
    return text


async def line(reader):
    try:
        return await asyncio.wait_for(reader.readuntil(b"\n"), PATIENCE)
    except asyncio.IncompleteReadError:
        raise Failed("Ende") from None


async def ok(reader):
    text = await line(reader)
    if not text.startswith(b"+OK"):
        raise Failed(text.decode("utf-8", "replace").strip())


async def lines(reader):
    await ok(reader)
    found = b""
    while (text := await line(reader)) != b".\r\n":
        found += text.removeprefix(b".")
    return found


async def session(told, password):
    reader, writer = await asyncio.wait_for(asyncio.open_connection(told.host, told.port), PATIENCE)

    def say(*commands):
        writer.write("".join(f"{command}\r\n" for command in commands).encode())

    try:
        await ok(reader)
        for command in (f"USER {told.user}", f"PASS {password}"):
            say(command)
            await ok(reader)
        say("LIST")
        numbers = [int(text.split()[0]) for text in (await lines(reader)).splitlines()]
        told.folder.mkdir(parents=True, exist_ok=True)
        say(*(f"RETR {number}" for number in numbers))
        total = 0
        for number in numbers:
            mail = await lines(reader)
            (told.folder / f"{number}.eml").write_bytes(mail)
            subject = email.message_from_bytes(mail, policy=policy.default)["Subject"]
            print(f"{number}: {len(mail)} Bytes, {'(ohne Betreff)' if subject is None else subject}")
            total += len(mail)
        if told.empty:
            say(*(f"DELE {number}" for number in numbers), "QUIT")
            for _ in range(len(numbers) + 1):
                await ok(reader)
        else:
            say("QUIT")
            await writer.drain()
    finally:
        writer.close()
    print(f"{len(numbers)} E-Mails, {total} Bytes")


parser = argparse.ArgumentParser()
for name, kind in (("host", str), ("port", port), ("user", user), ("folder", Path)):
    parser.add_argument(name, type=kind)
parser.add_argument("empty", nargs="?", choices=["leeren"])
told = parser.parse_args()
try:
    asyncio.run(session(told, sys.stdin.readline().rstrip("\n")))
except (OSError, asyncio.TimeoutError, Failed) as error:
    sys.exit(f"{told.host}: {error or 'nichts mehr'}")
