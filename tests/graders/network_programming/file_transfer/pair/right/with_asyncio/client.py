import asyncio
import os
import sys


async def main(host, port, out):
    reader, writer = await asyncio.open_connection(host, port)
    line = b""
    while not line.endswith(b"\n"):
        line += await reader.readexactly(1)
        if len(line) > 21:
            raise ValueError("the size has no end")
    if not line.strip().isdigit():
        raise ValueError(f"no size: {line}")
    size = left = int(line)
    part = out + "~"
    try:
        with open(part, "wb") as f:
            while left:
                data = await reader.read(min(left, 50000))
                if not data:
                    raise EOFError("cut short")
                f.write(data)
                left -= len(data)
        os.replace(part, out)
    except BaseException:
        if os.path.exists(part):
            os.remove(part)
        raise
    writer.close()
    print(size, "bytes received")


if __name__ == "__main__":
    try:
        host, port, out = sys.argv[1:]
        port = int(port)
        if port < 1 or port > 65535:
            raise ValueError
    except ValueError:
        print("usage: client.py HOST PORT OUT", file=sys.stderr)
        sys.exit(2)
    try:
        asyncio.run(main(host, port, out))
    except (OSError, EOFError, ValueError) as e:
        print("no file:", e, file=sys.stderr)
        sys.exit(1)
