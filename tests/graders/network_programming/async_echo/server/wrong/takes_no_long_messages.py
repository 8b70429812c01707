# fails: echoes_a_long_message
# A client that has sent 64 KiB has had enough.

import asyncio


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    total = 0
    try:
        while data := await reader.read(1024):
            total += len(data)
            if total > 65536:
                break
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
