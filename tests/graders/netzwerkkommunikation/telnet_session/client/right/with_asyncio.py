# Streams of asyncio; readexactly() for what belongs together.
import argparse
import asyncio
import sys


def one_line(text):
    if set(text) & {"\r", "\n"}:
        raise ValueError
    return text


def port(text):
    number = int(text)
    if number not in range(1, 65536):
        raise ValueError
    return number


class Session:
    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    async def byte(self):
        return await asyncio.wait_for(self.reader.readexactly(1), 3)

    async def text(self):
        """The next byte of text; nothing for a command."""
        byte = await self.byte()
        if byte != b"\xff":
            return byte
        command = await self.byte()
        if command == b"\xff":
            return command
        if command in b"\xfb\xfc\xfd\xfe":
            option = await self.byte()
            if command == b"\xfd":
                self.writer.write(b"\xff\xfc" + option)
            if command == b"\xfb":
                self.writer.write(b"\xff\xfe" + option)
        if command == b"\xfa":
            while True:
                if await self.byte() == b"\xff" and await self.byte() == b"\xf0":
                    break
        return b""

    async def until(self, *questions):
        line, lines = b"", b""
        while True:
            line += await self.text()
            if line in questions:
                return lines, line
            if line.endswith(b"\n"):
                lines += line
                line = b""

    def say(self, line):
        self.writer.write(line.replace(b"\xff", b"\xff\xff") + b"\r\n")


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("user", type=one_line)
    parser.add_argument("command", type=one_line, nargs="+")
    args = parser.parse_args()
    password = sys.stdin.buffer.readline().strip(b"\r\n")
    reader, writer = await asyncio.wait_for(asyncio.open_connection(args.host, args.port), 3)
    session = Session(reader, writer)
    await session.until(b"login: ")
    session.say(args.user.encode())
    await session.until(b"Password: ")
    session.say(password)
    answer, question = await session.until(b"login: ", b"$ ")
    if question != b"$ ":
        raise ConnectionError(answer.decode(errors="replace"))
    for command in args.command:
        session.say(command.encode())
        answer, _ = await session.until(b"$ ")
        sys.stdout.buffer.write(answer.replace(b"\r\n", b"\n").replace(b"\r\0", b"\r"))
    session.say(b"exit")
    await writer.drain()
    writer.close()


try:
    asyncio.run(main())
except (OSError, EOFError, asyncio.TimeoutError) as error:
    sys.exit(f"failed: {error or type(error).__name__}")
