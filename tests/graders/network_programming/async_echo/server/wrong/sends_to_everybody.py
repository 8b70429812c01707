# fails: answers_the_client_that_asked, gives_each_client_its_own_bytes
# A chat room, not an echo: everybody gets everything.

import asyncio

writers = set()


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    writers.add(writer)
    try:
        while data := await reader.read(1024):
            for each in writers:
                each.write(data)
    except ConnectionError as error:
        print("Lost", address, error)
    finally:
        writers.discard(writer)
        writer.close()


async def main():
    server = await asyncio.start_server(echo, "", 12345)
    async with server:
        await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
