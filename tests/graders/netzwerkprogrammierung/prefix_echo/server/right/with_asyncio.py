import asyncio

fertig = asyncio.Event()


async def bediene(reader, writer):
    print("verbunden:", writer.get_extra_info("peername"))
    daten = await reader.read(128)
    writer.write(b"SERVER RECEIVED: " + daten)
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    fertig.set()


async def main():
    server = await asyncio.start_server(bediene, "127.0.0.1", 8181)
    async with server:
        await fertig.wait()


asyncio.run(main())
