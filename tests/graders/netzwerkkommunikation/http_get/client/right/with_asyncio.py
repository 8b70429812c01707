"""asyncio and HTTP/1.1: the content is read by its length, in chunks, or to the end of the connection."""

import asyncio
import sys
from urllib.parse import urljoin, urlsplit


class NoFile(Exception):
    """There is none, for this reason."""


class Answer:
    def __init__(self, reader: asyncio.StreamReader) -> None:
        self.reader = reader

    async def line(self) -> str:
        line = await asyncio.wait_for(self.reader.readuntil(b"\r\n"), 3)
        return line.decode("latin-1").strip()

    async def exactly(self, number: int) -> bytes:
        data = b""
        while len(data) < number:
            piece = await asyncio.wait_for(self.reader.read(number - len(data)), 3)
            if not piece:
                raise NoFile("cut short")
            data += piece
        return data

    async def content(self, fields: dict[str, str]) -> bytes:
        data = b""
        if fields.get("transfer-encoding", "").lower() == "chunked":
            while size := int((await self.line()).split(";")[0], 16):
                data += await self.exactly(size)
                await self.line()
        elif "content-length" in fields:
            data = await self.exactly(int(fields["content-length"]))
        else:
            while piece := await asyncio.wait_for(self.reader.read(4096), 3):
                data += piece
        return data


async def get(url: str) -> tuple[str, str, bytes]:
    """Status, the field Location, and the content."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    reader, writer = await asyncio.wait_for(asyncio.open_connection(parts.hostname, parts.port or 80), 3)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nhost: {parts.netloc}\r\n\r\n".encode())
        answer = Answer(reader)
        first = (await answer.line()).split()
        if len(first) < 2 or not first[0].startswith("HTTP/1."):
            raise NoFile("that is not HTTP")
        fields = {}
        while line := await answer.line():
            name, _, value = line.partition(":")
            fields[name.lower()] = value.strip()
        content = await answer.content(fields) if first[1] == "200" else b""
        return first[1], fields.get("location", ""), content
    finally:
        writer.close()


async def fetch(url: str) -> bytes:
    seen = set()
    while url not in seen:
        seen.add(url)
        status, location, content = await get(url)
        if status == "200":
            return content
        if status not in ("301", "302", "303", "307", "308"):
            raise NoFile(f"status {status}")
        url = urljoin(url, location)
    raise NoFile("a circle")


def main() -> int:
    if len(sys.argv) != 3 or urlsplit(sys.argv[1]).scheme != "http" or not urlsplit(sys.argv[1]).hostname:
        print("usage: client.py URL FILE", file=sys.stderr)
        return 2
    try:
        content = asyncio.run(fetch(sys.argv[1]))
    except (OSError, EOFError, NoFile, ValueError, asyncio.TimeoutError) as error:
        print("nothing:", repr(error), file=sys.stderr)
        return 1
    with open(sys.argv[2], "wb") as file:
        file.write(content)
    print(f"200 OK, {len(content)} Bytes")
    return 0


sys.exit(main())
