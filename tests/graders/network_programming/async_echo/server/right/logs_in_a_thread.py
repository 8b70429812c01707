"""Streams; the lines of the log are written by a thread that waits for them, so that a slow disk holds up nobody."""

import asyncio
import logging
import logging.handlers
import queue

lines = queue.SimpleQueue()
logger = logging.getLogger("echo")
logger.setLevel(logging.INFO)
logger.addHandler(logging.handlers.QueueHandler(lines))


class EchoServer:
    def __init__(self, host, port):
        self.host, self.port = host, port
        self.clients = {}

    async def __call__(self, reader, writer):
        peer = writer.get_extra_info("peername")
        self.clients[peer] = writer
        print(f"Connected by {peer}", flush=True)
        logger.info("%s came", peer)
        try:
            while not reader.at_eof():
                data = await reader.read(100)
                writer.write(data)
                await writer.drain()
        except (ConnectionResetError, BrokenPipeError):
            logger.warning("%s broke off", peer)
        finally:
            del self.clients[peer]
            writer.close()

    async def run(self):
        server = await asyncio.start_server(self, self.host, self.port, backlog=200)
        async with server:
            await server.serve_forever()


if __name__ == "__main__":
    listener = logging.handlers.QueueListener(lines, logging.FileHandler("echo.log"))
    listener.start()
    try:
        asyncio.run(EchoServer("", 12345).run())
    except KeyboardInterrupt:
        pass
    finally:
        listener.stop()
