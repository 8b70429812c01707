# asyncio has a way to say both, too.
import argparse
import asyncio
import sys


def within(kind, smallest, largest):
    def parse(text):
        value = kind(text)
        if not smallest <= value <= largest:
            raise ValueError(text)
        return value

    return parse


async def main(told):
    connecting = asyncio.open_connection(told.host, told.port, local_addr=(told.own_ip, told.own_port))
    _, writer = await asyncio.wait_for(connecting, told.seconds)
    (own_ip, own_port), (ip, port) = (writer.get_extra_info(name)[:2] for name in ("sockname", "peername"))
    print(f"Verbunden von {own_ip}:{own_port} mit {ip}:{port}")
    writer.write(b"Hallo Welt")
    writer.close()
    await writer.wait_closed()


parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=within(int, 1, 65535))
parser.add_argument("seconds", type=within(float, 1e-9, 1e9))
parser.add_argument("own_ip")
parser.add_argument("own_port", type=within(int, 0, 65535))
try:
    asyncio.run(main(parser.parse_args()))
except (OSError, asyncio.TimeoutError) as error:
    sys.exit(f"Keine Verbindung: {error!r}")
