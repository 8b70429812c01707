"""Veel clients tegelijk, met asyncio."""

import asyncio
import struct


async def bedien(lezer, schrijver):
    print("Connected by", schrijver.get_extra_info("peername"))
    try:
        while True:
            aantal = struct.unpack("!I", await lezer.readexactly(4))[0]
            getallen = struct.unpack(f"!{aantal}i", await lezer.readexactly(4 * aantal))
            print(f"Som van {aantal} getallen: {sum(getallen)}")
            schrijver.write(struct.pack("!q", sum(getallen)))
            await schrijver.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        schrijver.close()


async def main():
    server = await asyncio.start_server(bedien, "127.0.0.1", 65432)
    async with server:
        await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("Tot ziens")
