# fails: closes_when_the_client_has_finished, forgets_no_socket, does_not_grow
# The connections stay open, in a list.

import asyncio

writers = []


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    writers.append(writer)
    try:
        while data := await reader.read(1024):
            writer.write(data)
            await writer.drain()
    except ConnectionError as error:
        print("Lost", address, error)


async def main():
    server = await asyncio.start_server(echo, "", 12345)
    async with server:
        await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
