# fails: stops_on_interrupt_while_serving
# At its end it waits for its clients, and they for nothing.

import asyncio
import signal

tasks = set()


async def echo(reader, writer):
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    tasks.add(asyncio.current_task())
    try:
        while data := await reader.read(1024):
            writer.write(data)
            await writer.drain()
    except ConnectionError as error:
        print("Lost", address, error)
    finally:
        writer.close()
        tasks.discard(asyncio.current_task())


async def main():
    server = await asyncio.start_server(echo, "", 12345)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop.set)
    await stop.wait()
    server.close()
    await asyncio.gather(*tasks)


asyncio.run(main())
