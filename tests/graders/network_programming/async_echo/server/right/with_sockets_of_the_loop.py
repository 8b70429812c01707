"""asyncio without streams: its loop waits, for plain sockets that do not block."""

import asyncio
import socket

tasks = set()


async def serve_client(loop, client, address):
    print(f"Connected by {address[0]}:{address[1]}")
    buffer = bytearray(777)
    try:
        while count := await loop.sock_recv_into(client, buffer):
            await loop.sock_sendall(client, buffer[:count])
    except OSError as e:
        print("error:", e)
    finally:
        client.close()


async def run_server():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("0.0.0.0", 12345))
    server.listen(8)
    server.setblocking(False)
    loop = asyncio.get_running_loop()
    while True:
        client, address = await loop.sock_accept(server)
        task = asyncio.create_task(serve_client(loop, client, address))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


try:
    asyncio.run(run_server())
except KeyboardInterrupt:
    print("Bye.")
