"""Echo server with asyncio: serves any number of clients at once, in one thread."""

import asyncio

HOST = ""  # all addresses of this machine
PORT = 12345


async def echo(reader, writer):
    """Serve one client until it has finished; asyncio starts a task with this for each client that comes."""
    # 1. Print "Connected by" and the client's address: writer.get_extra_info("peername").

    # 2. In a loop: await what the client sends, and write it back. The loop ends when the client has finished.

    # 3. Close the connection.


async def main():
    """Wait for clients, for ever."""
    # 4. Start a server on (HOST, PORT) that calls echo() for each client, and let it serve.


asyncio.run(main())
