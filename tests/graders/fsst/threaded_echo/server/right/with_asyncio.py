import asyncio
import contextlib


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        print("Connected by", transport.get_extra_info("peername"))

    def data_received(self, data):
        print("Received from client", repr(data))
        self.transport.write(data)

    def eof_received(self):
        return False  # close


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 61111)
    await server.serve_forever()


with contextlib.suppress(KeyboardInterrupt):
    asyncio.run(main())
