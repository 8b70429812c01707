# fails: can_be_reached_from_other_machines
# localhost is where nobody from outside comes to.

import asyncio


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    try:
        while data := await reader.read(1024):
            writer.write(data)
            await writer.drain()
    except ConnectionError as error:
        print("Lost", address, error)
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(echo, "localhost", 12345)
    async with server:
        await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
