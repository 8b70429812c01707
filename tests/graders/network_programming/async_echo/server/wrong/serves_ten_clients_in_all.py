# fails: serves_many_clients_at_once, does_not_grow
# The server is closed after the tenth client.

import asyncio

served = 0


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    global served
    served += 1
    if served == 10:
        server.close()
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
    global server
    server = await asyncio.start_server(echo, "", 12345)
    await asyncio.Event().wait()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
