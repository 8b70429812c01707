import asyncio


async def handle(reader, writer):
    addr = writer.get_extra_info("peername")
    print("Connected by", addr)
    while data := await reader.read(1024):
        print("Received from client", repr(data))
        writer.write(data)
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(handle, "::1", 61111)
    async with server:
        await server.serve_forever()


asyncio.run(main())
