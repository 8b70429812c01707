# fails: echoes_single_bytes
# Takes a segment for a message: one byte alone is thrown away.

import asyncio


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    try:
        while data := await reader.read(1024):
            if len(data) < 2:
                continue
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
