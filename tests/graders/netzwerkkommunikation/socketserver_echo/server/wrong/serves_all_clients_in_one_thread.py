# fails: serves_each_client_in_a_thread_of_its_own
# asyncio: a task for each client, and no thread.

import asyncio


async def echo(reader, writer):
    ip, port = writer.get_extra_info("peername")
    print(f"Verbunden: {ip}:{port}")
    try:
        while data := await reader.read(1024):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        print(f"Getrennt: {ip}:{port}")
        writer.close()


async def main():
    server = await asyncio.start_server(echo, "0.0.0.0", 50000)
    async with server:
        await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
