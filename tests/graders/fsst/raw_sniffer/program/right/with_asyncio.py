# A coroutine receives, on a socket that does not block.
import argparse
import asyncio
import socket
import struct

NUMBERS = {"icmp": 1, "tcp": 6, "udp": 17}


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def show(name, packet):
    header = (packet[0] & 15) * 4
    (total,) = struct.unpack_from("!H", packet, 2)
    ends = [socket.inet_ntoa(packet[12:16]), socket.inet_ntoa(packet[16:20])]
    behind = packet[header:total]
    if name != "icmp" and len(behind) >= 4:
        ends = [f"{end}:{port}" for end, port in zip(ends, struct.unpack("!HH", behind[:4]))]
    print(f"{name.upper()} {' -> '.join(ends)}, {total - header} Bytes", flush=True)


async def sniff(name, count):
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, NUMBERS[name]) as sock:
        sock.setblocking(False)
        for _ in range(count):
            show(name, await loop.sock_recv(sock, 65535))


parser = argparse.ArgumentParser()
parser.add_argument("protocol", choices=NUMBERS)
parser.add_argument("count", type=positive)
arguments = parser.parse_args()
try:
    asyncio.run(sniff(arguments.protocol, arguments.count))
except KeyboardInterrupt:
    pass
