import asyncio


async def bediene(reader, writer):
    print("Client connected from", writer.get_extra_info("peername"))
    daten = await reader.read(128)
    print("Received:", daten)
    writer.write(b"SERVER RECEIVED: " + daten)
    await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(bediene, "127.0.0.1", 8181)
    print("Waiting for connection")
    async with server:
        await server.serve_forever()


asyncio.run(main())
