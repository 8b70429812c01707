import asyncio


async def main():
    klaar = asyncio.Event()

    async def bedien(reader, writer):
        print("Connected by", writer.get_extra_info("peername"))
        while True:
            data = await reader.read(1000)
            if not data:
                break
            writer.write(data)
            await writer.drain()
        writer.close()
        await writer.wait_closed()
        klaar.set()

    server = await asyncio.start_server(bedien, "127.0.0.1", 65432)
    await klaar.wait()
    server.close()


asyncio.run(main())
