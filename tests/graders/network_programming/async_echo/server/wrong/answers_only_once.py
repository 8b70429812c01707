# fails: echoes_message_after_message, echoes_messages_as_long_as_a_buffer, obeys_no_magic_word
# fails: serves_the_others_while_one_does_not_read, echoes_a_long_message, echoes_single_bytes
# No loop: one message for each client.

import asyncio


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    try:
        if data := await reader.read(1024):
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
