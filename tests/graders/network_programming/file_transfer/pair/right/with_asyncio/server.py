import argparse
import asyncio
import pathlib
import sys


def port(text):
    if int(text) not in range(1, 65536):
        raise argparse.ArgumentTypeError("out of range")
    return int(text)


parser = argparse.ArgumentParser()
parser.add_argument("port", type=port)
parser.add_argument("file", type=pathlib.Path)
args = parser.parse_args()
try:
    content = args.file.read_bytes()
except OSError as error:
    sys.exit(str(error))


async def serve(reader, writer):
    print("Got a connection from", writer.get_extra_info("peername"))
    try:
        writer.write(b"%d\n" % len(content))
        for at in range(0, len(content), 2**16):
            writer.write(content[at : at + 2**16])
            await writer.drain()
        writer.close()
        await writer.wait_closed()
    except ConnectionError:
        pass


async def main():
    server = await asyncio.start_server(serve, None, args.port)
    await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
