import asyncio
import contextlib
import sys

guests = {}


def tell(line, author=None):
    for guest in list(guests.values()):
        if guest is not author:
            guest.transport.write(line)
            if guest.transport.get_write_buffer_size() > 300_000:
                guest.transport.abort()


class Guest(asyncio.Protocol):
    name = None

    def connection_made(self, transport):
        self.transport = transport
        self.rest = b""
        peer = transport.get_extra_info("peername")
        if not peer:
            transport.abort()
            return
        self.name = f"{peer[0]}:{peer[1]}"
        print("*", self.name, "has joined")
        tell(f"* {self.name} has joined\n".encode())
        guests[self.name] = self

    def data_received(self, data):
        lines = (self.rest + data).split(b"\n")
        self.rest = lines.pop()
        for line in lines:
            tell(b"[%s] %s\n" % (self.name.encode(), line), self)
        if len(self.rest) > 65536:
            self.transport.abort()

    def connection_lost(self, why):
        if guests.pop(self.name, None):
            print("*", self.name, "has left")
            tell(f"* {self.name} has left\n".encode())


async def main(port):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Guest, None, port)
    async with server:
        await server.serve_forever()


def usage():
    sys.stderr.write("usage: server.py PORT\n")
    raise SystemExit(2)


try:
    [port] = map(int, sys.argv[1:])
except ValueError:
    usage()
if not 1 <= port <= 65535:
    usage()
with contextlib.suppress(KeyboardInterrupt):
    asyncio.run(main(port))
