import asyncio


class EchoServer:
    def __init__(self):
        self.done = asyncio.get_running_loop().create_future()

    async def handle(self, reader, writer):
        addr = writer.get_extra_info("peername")
        print(f"Connected by {addr!r}")
        try:
            while not reader.at_eof():
                data = await reader.read(100)
                writer.write(data)
                await writer.drain()
        except ConnectionError as e:
            print("connection lost:", e)
        finally:
            writer.close()
            if not self.done.done():
                self.done.set_result(True)


async def main():
    echo = EchoServer()
    server = await asyncio.start_server(echo.handle, None, 12345)
    async with server:
        await echo.done


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
