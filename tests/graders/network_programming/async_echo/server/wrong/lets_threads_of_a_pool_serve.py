# fails: serves_all_clients_in_one_thread
# asyncio accepts, and then a pool of a hundred threads does the work.

import asyncio
import os
import socket
from concurrent.futures import ThreadPoolExecutor


def echo(client, address):
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
    pool = ThreadPoolExecutor(100)
    while True:
        client, address = await loop.sock_accept(listener)
        client.setblocking(True)
        loop.run_in_executor(pool, echo, client, address)


try:
    asyncio.run(main())
except KeyboardInterrupt:
    os._exit(0)  # the pool would wait for its clients
