# fails: echoes_messages_as_long_as_a_buffer
# Takes a piece that fills the buffer for a sign that there is more.

import asyncio


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    try:
        while data := await reader.read(1024):
            while len(data) % 1000 == 0 or len(data) % 1024 == 0:
                data += await reader.read(1024)
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
