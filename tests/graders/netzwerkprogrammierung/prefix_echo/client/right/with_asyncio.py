import asyncio


async def main():
    reader, writer = await asyncio.open_connection("127.0.0.1", 8181)
    writer.write("Hallo Server".encode("utf8"))
    await writer.drain()
    antwort = await reader.read()
    print(f"Antwort: {antwort.decode()!r}")
    writer.close()
    await writer.wait_closed()


asyncio.run(main())
