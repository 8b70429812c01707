# fails: does_not_grow
# Every client leaves an open file behind.

import asyncio

logs = []


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    logs.append(open("echo.log", "a"))
    print(address, file=logs[-1])
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


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
