"""Echo server for any number of clients at once: one thread, and a task for each client."""

import asyncio

ADDRESS = ("", 12345)  # every address of this machine: other machines reach the server, too


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Serve one client until it has finished; while this waits, the others have their turn."""
    address = writer.get_extra_info("peername")
    print("Connected by", address)
    try:
        while data := await reader.read(4096):
            writer.write(data)
            await writer.drain()  # waits for a client that does not read, so that nothing piles up for it
    except ConnectionError as error:
        print("Lost", address, error)
    finally:
        writer.close()


async def main() -> None:
    # start_server() sets SO_REUSEADDR by itself: the server starts again at once.
    async with await asyncio.start_server(echo, *ADDRESS) as server:
        await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        print("Server ended")
