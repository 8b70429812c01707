import asyncio


async def main():
    reader, writer = await asyncio.open_connection("127.0.0.1", 65432)
    writer.write(b"Hello, world")
    await writer.drain()
    data = await reader.readexactly(12)
    print(f"Received {data!r}")
    writer.close()
    await writer.wait_closed()


asyncio.run(main())
