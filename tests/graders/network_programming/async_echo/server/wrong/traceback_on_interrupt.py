# fails: stops_on_interrupt
# Nobody catches KeyboardInterrupt.

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
    server = await asyncio.start_server(echo, "", 12345)
    async with server:
        await server.serve_forever()


asyncio.run(main())
