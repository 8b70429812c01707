# fails: goes_on_when_another_client_leaves, serves_client_after_client
# fails: prints_the_address_of_each_client, keeps_the_others_when_one_breaks_off, survives_a_reset
# fails: survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing, forgets_no_socket
# fails: does_not_grow
# The future that ends the program is that of one client.

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
        done.set()


async def main():
    global done
    done = asyncio.Event()
    server = await asyncio.start_server(echo, "", 12345)
    async with server:
        await done.wait()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
