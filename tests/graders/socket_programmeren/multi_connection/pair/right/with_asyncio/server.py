import argparse
import asyncio


async def echo(reader, writer):
    print("Connected by", writer.get_extra_info("peername"))
    try:
        while data := await reader.read(4096):
            writer.write(data)
            await writer.drain()
    except ConnectionError as error:
        print(error)
    finally:
        writer.close()


async def main(host, port):
    server = await asyncio.start_server(echo, host, port)
    async with server:
        await server.serve_forever()


def poort(text):
    if int(text) not in range(1, 65536):
        raise argparse.ArgumentTypeError(f"{text} is geen poort")
    return int(text)


parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=poort)
args = parser.parse_args()
try:
    asyncio.run(main(args.host, args.port))
except KeyboardInterrupt:
    pass
