# fails: serves_many_clients_at_once
# The sixth client waits until one of the first five has gone.

import asyncio

places = asyncio.Semaphore(5)


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    try:
        async with places:
            while data := await reader.read(1024):
                writer.write(data)
                await writer.drain()
    except ConnectionError as error:
        print("Lost", address, error)
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(echo, "", 12345)
    async with server:
        await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
