# Streams of asyncio, AUTHENTICATE PLAIN for the password, and the mailbox's name as a literal.
import asyncio
import base64
import itertools
import re
import sys

PATIENCE = 3


class Failed(Exception):
    pass


class Session:
    def __init__(self, reader, writer):
        self.reader, self.writer, self.numbers = reader, writer, itertools.count(100)

    async def part(self, waiting):
        return await asyncio.wait_for(waiting, PATIENCE)

    async def answer(self):
        """A line, with the literals that are in it: pieces of text and content in turn."""
        pieces = []
        while True:
            line = await self.part(self.reader.readuntil(b"\r\n"))
            pieces.append(line)
            found = re.search(rb"\{(\d+)\}\r\n$", line)
            if not found:
                return pieces
            pieces.append(await self.part(self.reader.readexactly(int(found[1]))))

    async def say(self, *parts):
        tag = b"t%d" % next(self.numbers)
        parts = [tag + b" " + parts[0], *parts[1:]]
        said = []
        for part in parts:
            self.writer.write(part + b"\r\n")
            await self.writer.drain()
            while True:
                pieces = await self.answer()
                if pieces[0].startswith(b"+"):
                    break
                if pieces[0].startswith(tag + b" "):
                    status = pieces[0].split(None, 2)
                    if status[1].upper() != b"OK":
                        raise Failed(status[2].decode().strip())
                    return said
                if not pieces[0].startswith(b"* "):
                    raise Failed("no IMAP")
                said.append(pieces)
        raise Failed("asked for more")


async def fetch(host, port, user, mailbox, password):
    reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port, limit=2**20), PATIENCE)
    session = Session(reader, writer)
    try:
        [greeting, *_] = await session.answer()
        if not greeting.startswith(b"* OK"):
            raise Failed(greeting.decode(errors="replace").strip())
        plain = base64.b64encode(b"\0%b\0%b" % (user.encode(), password.encode()))
        await session.say(b"authenticate plain", plain)
        await session.say(b"examine {%d}" % len(mailbox), mailbox.encode())
        uids = []
        for pieces in await session.say(b"uid search not seen"):
            words = pieces[0].split()
            if words[1].upper() == b"SEARCH":
                uids = [int(word) for word in words[2:]]
        number = 0
        for uid in uids:
            for pieces in await session.say(b"uid fetch %d (uid body.peek[])" % uid):
                if len(pieces) > 1:
                    with open(f"{uid}.eml", "wb") as file:
                        file.write(pieces[1])
                    print(f"{uid}.eml: {len(pieces[1])} Bytes")
                    number += 1
        print(f"Neu: {number}")
        try:
            await session.say(b"logout")
        except (OSError, EOFError, Failed):
            pass
    finally:
        writer.close()


def main():
    try:
        host, port, user, mailbox = sys.argv[1:]
        port = int(port)
        if not 1 <= port <= 65535 or set(user + mailbox) & {"\r", "\n"}:
            raise ValueError
    except ValueError:
        sys.stderr.write("usage: HOST PORT USER MAILBOX\n")
        return 2
    password = sys.stdin.readline().rstrip("\n")
    try:
        asyncio.run(fetch(host, port, user, mailbox, password))
    except (Failed, OSError, EOFError, asyncio.TimeoutError) as error:
        sys.stderr.write(f"failed: {error!r}\n")
        return 1
    return 0


sys.exit(main())
