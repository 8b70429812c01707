# fails: answers_the_client_that_asked, waits_for_a_silent_client, gives_each_client_its_own_bytes
# Somebody who thinks for two seconds has not gone.

import asyncio


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    try:
        while data := await asyncio.wait_for(reader.read(1024), 2):
            writer.write(data)
            await writer.drain()
    except (ConnectionError, asyncio.TimeoutError) as error:
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
