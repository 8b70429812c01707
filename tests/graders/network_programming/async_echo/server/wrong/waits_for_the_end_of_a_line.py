# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves, answers_the_client_that_asked
# fails: echoes_a_message, echoes_message_after_message, echoes_messages_as_long_as_a_buffer
# fails: obeys_no_magic_word, waits_for_a_silent_client, closes_when_the_client_has_finished
# fails: serves_client_after_client, waits_for_the_next_client
# fails: serves_the_others_while_one_does_not_read, gives_each_client_its_own_bytes
# fails: serves_many_clients_at_once, keeps_the_others_when_one_breaks_off
# fails: stops_on_interrupt_while_serving, echoes_a_long_message, echoes_single_bytes
# fails: echoes_binary_data, survives_a_reset, survives_a_client_that_does_not_wait
# fails: survives_a_client_that_says_nothing, forgets_no_socket, does_not_grow
# readline() waits for a line end, which need not come.

import asyncio


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    try:
        while data := await reader.readline():
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
