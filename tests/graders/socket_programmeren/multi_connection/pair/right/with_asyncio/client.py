import argparse
import asyncio
import sys


async def talk(host, port, number):
    reader, writer = await asyncio.open_connection(host, port)
    lines = [f"bericht {i} van verbinding {number}\n".encode() for i in (1, 2)]
    writer.writelines(lines)
    await writer.drain()
    try:
        data = await reader.readexactly(sum(map(len, lines)))
    finally:
        writer.close()
    print(f"Verbinding {number} ontving {data}")


async def main(host, port, count):
    talks = [talk(host, port, number) for number in range(1, count + 1)]
    results = await asyncio.gather(*talks, return_exceptions=True)
    return [error for error in results if error is not None]


def between(low, high):
    def number(text):
        if not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"{text} is not between {low} and {high}")
        return int(text)

    return number


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=between(1, 65535))
    parser.add_argument("count", type=between(1, 1000))
    errors = asyncio.run(main(**vars(parser.parse_args())))
    for error in errors:
        print("error:", error, file=sys.stderr)
    sys.exit(bool(errors))
