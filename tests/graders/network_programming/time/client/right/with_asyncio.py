import asyncio
import socket


async def main():
    reader, writer = await asyncio.open_connection(socket.gethostname(), 9999)
    data = await reader.read(-1)
    print(f"The time got from the server is {data.decode('ascii')}", end="")
    writer.close()
    await writer.wait_closed()


asyncio.run(main())
