# fails: waits_for_all_clients_together, rests_while_nobody_asks
# sleep(0) lets the others have their turn, and comes back at once.

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
        while True:
            await asyncio.sleep(0)


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
