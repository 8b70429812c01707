# fails: understand_single_bytes, understand_what_comes_late, carry_a_long_line
# Passes on what recv() gives as if it were one line.

import argparse
import asyncio

#: Bytes without a line end, from a client that is then given up.
LONGEST = 64 * 2**10
#: Bytes that may wait for a client that does not read.
MOST = 512 * 2**10


class Room:
    """All who are connected. One thread serves them in turn, so that nothing needs a lock."""

    def __init__(self) -> None:
        self.guests: dict[str, asyncio.StreamWriter] = {}

    async def welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client until it leaves."""
        address = writer.get_extra_info("peername")
        if address is None:  # it has broken off before anybody could serve it
            return writer.close()
        name = "{}:{}".format(*address)
        self.guests[name] = writer
        self.announce(name, "has joined")
        try:
            while line := await reader.read(4096):
                self.tell_others(name, f"[{name}] ".encode() + line.removesuffix(b"\n") + b"\n")
        except (ConnectionError, ValueError):  # it has broken off, or its line has no end
            pass
        finally:
            writer.close()
            del self.guests[name]
            self.announce(name, "has left")

    def announce(self, name: str, what: str) -> None:
        print(f"* {name} {what}")
        self.tell_others(name, f"* {name} {what}\n".encode())

    def tell_others(self, name: str, line: bytes) -> None:
        """Nobody is waited for: write() keeps what a client does not take yet."""
        for guest, writer in self.guests.items():
            if guest != name:
                writer.write(line)
                if writer.transport.get_write_buffer_size() > MOST:
                    writer.transport.abort()


async def main(port: int) -> None:
    server = await asyncio.start_server(Room().welcome, "0.0.0.0", port, limit=LONGEST)
    await server.serve_forever()


def port_number(text: str) -> int:
    if not 0 < int(text) < 2**16:
        raise ValueError
    return int(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=port_number)
    try:
        asyncio.run(main(parser.parse_args().port))
    except KeyboardInterrupt:
        print("The room is closed")
