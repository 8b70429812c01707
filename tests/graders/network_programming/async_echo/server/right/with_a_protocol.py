import asyncio
import contextlib


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        print("Connected by", transport.get_extra_info("peername"))

    def data_received(self, data):
        self.transport.write(data)

    def eof_received(self):
        return False  # close


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, None, 12345, reuse_address=True)
    await server.serve_forever()


with contextlib.suppress(KeyboardInterrupt):
    asyncio.run(main())
