# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves, answers_the_client_that_asked
# fails: gives_each_client_its_own_bytes, serves_many_clients_at_once
# fails: keeps_the_others_when_one_breaks_off
# All tasks use the global writer, which belongs to the client that came last.

import asyncio


async def echo(reader, its_writer):
    global writer
    writer = its_writer
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
        await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
