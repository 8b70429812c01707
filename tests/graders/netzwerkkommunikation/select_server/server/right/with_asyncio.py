import asyncio


async def bedienen(reader, writer):
    ip, port = writer.get_extra_info("peername")[:2]
    print(f"Verbunden: {ip}:{port}")
    try:
        while daten := await reader.read(2000):
            writer.write(daten)
            await writer.drain()
    except OSError:
        pass
    writer.close()
    print(f"Getrennt: {ip}:{port}")


async def main():
    async with await asyncio.start_server(bedienen, "0.0.0.0", 50000) as server:
        await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("beendet")
