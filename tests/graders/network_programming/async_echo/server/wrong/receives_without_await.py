# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves, answers_the_client_that_asked
# fails: waits_for_all_clients_together, serves_the_others_while_one_does_not_read
# fails: serves_many_clients_at_once, keeps_the_others_when_one_breaks_off
# fails: stops_on_interrupt_while_serving
# async def alone makes nothing asynchronous: recv() waits, and everybody with it.

import asyncio
import socket


async def echo(client, address):
    print("Connected by", address)
    with client:
        try:
            while data := client.recv(1024):
                client.sendall(data)
        except ConnectionError as error:
            print("Lost", address, error)


async def main():
    listener = socket.create_server(("", 12345))
    listener.setblocking(False)
    loop = asyncio.get_running_loop()
    while True:
        client, address = await loop.sock_accept(listener)
        client.setblocking(True)
        asyncio.create_task(echo(client, address))


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
