import asyncio


class Echo(asyncio.Protocol):
    def __init__(self, klaar):
        self.klaar = klaar

    def connection_made(self, transport):
        self.transport = transport
        print("Connected by", transport.get_extra_info("peername"))

    def data_received(self, data):
        self.transport.write(data)

    def connection_lost(self, exc):
        self.klaar.set_result(None)


async def main():
    loop = asyncio.get_running_loop()
    klaar = loop.create_future()
    server = await loop.create_server(lambda: Echo(klaar), "localhost", 65432)
    await klaar
    server.close()


asyncio.run(main())
