import asyncio
import socket
import time


async def tell(reader, writer):
    peer = writer.get_extra_info("peername")
    print(f"Got a connection from {peer}")
    writer.write(time.strftime("%a %b %d %H:%M:%S %Y\r\n").encode("ascii"))
    await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(tell, socket.gethostname(), 9999)
    async with server:
        await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
