import asyncio


async def main():
    ip = input("IP-Adresse: ")
    reader, writer = await asyncio.open_connection(ip, 50000)
    try:
        while True:
            nachricht = await asyncio.to_thread(input, "Nachricht: ")
            writer.write(nachricht.encode())
            await writer.drain()
            antwort = await reader.read(1024)
            print(f"[{ip}] {antwort.decode()}")
    finally:
        writer.close()


asyncio.run(main())
