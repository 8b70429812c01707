# fails: waits_for_the_next_client, serves_the_others_while_one_does_not_read
# fails: gives_each_client_its_own_bytes
# If nobody has come for two seconds, nobody will any more.

import asyncio


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    somebody.set()
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
    global somebody
    somebody = asyncio.Event()
    server = await asyncio.start_server(echo, "", 12345)
    try:
        while True:
            await asyncio.wait_for(somebody.wait(), 2)
            await asyncio.sleep(2)
            somebody.clear()
    except asyncio.TimeoutError:
        server.close()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
