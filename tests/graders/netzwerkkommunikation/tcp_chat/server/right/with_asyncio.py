import asyncio


async def gespraech(reader, writer):
    ip = writer.get_extra_info("peername")[0]
    while True:
        daten = await reader.read(1024)
        if not daten:
            break
        print(f"[{ip}] {daten.decode()}")
        antwort = await asyncio.to_thread(input, "Antwort: ")
        writer.write(antwort.encode())
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(gespraech, "0.0.0.0", 50000)
    async with server:
        await server.serve_forever()


asyncio.run(main())
