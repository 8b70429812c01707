import asyncio
import sys


async def main():
    reader, writer = await asyncio.open_connection("::1", 61111)
    print("Hello! 'end' ends")
    loop = asyncio.get_running_loop()
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if line in ("", "end\n"):
            break
        message = line[:-1].encode()
        writer.write(message)
        await writer.drain()
        print("Received:", (await reader.read(1024)).decode())
    print("cleaning up ...")
    writer.close()
    await writer.wait_closed()


asyncio.run(main())
