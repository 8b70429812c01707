"""A second task counts the clients every half second, a third ends the server on SIGINT."""

import asyncio
import signal

count = 0


async def heartbeat():
    while True:
        await asyncio.sleep(0.5)
        global last
        last = count


async def echo(reader, writer):
    global count
    count += 1
    host, port, *_ = writer.get_extra_info("peername")
    print("Connected by", host, port)
    while True:
        try:
            data = await reader.read(65536)
            if data == b"":
                break
            writer.write(data)
            await writer.drain()
        except ConnectionError:
            break
    count -= 1
    writer.close()


async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop.set)
    ticking = asyncio.create_task(heartbeat())
    server = await asyncio.start_server(echo, host="0.0.0.0", port=12345, reuse_address=True)
    await stop.wait()
    server.close()
    ticking.cancel()


asyncio.run(main())
