# It looks every half second, believes the total length, and reads no more of a packet than its headers.
import select
import socket
import sys
from ipaddress import IPv4Address

if len(sys.argv) != 3 or sys.argv[1] not in ("icmp", "tcp", "udp"):
    print("usage: program.py icmp|tcp|udp COUNT", file=sys.stderr)
    sys.exit(2)
name = sys.argv[1]
try:
    count = int(sys.argv[2])
    if count <= 0:
        raise ValueError("not positive")
except ValueError as error:
    print(f"COUNT: {error}", file=sys.stderr)
    sys.exit(2)


def number(data):
    return int.from_bytes(data, "big")


try:
    sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, {"icmp": 1, "tcp": 6, "udp": 17}[name])
except PermissionError as error:
    sys.exit(f"no raw socket: {error}")
sock.setblocking(False)
seen = 0
try:
    while seen < count:
        readable, _, _ = select.select([sock], [], [], 0.5)
        if not readable:
            continue
        packet = sock.recv(64)
        ihl = 4 * (packet[0] % 16)
        size = number(packet[2:4]) - ihl
        source, target = str(IPv4Address(packet[12:16])), str(IPv4Address(packet[16:20]))
        if name in ("tcp", "udp") and size >= 4:
            source += f":{number(packet[ihl : ihl + 2])}"
            target += f":{number(packet[ihl + 2 : ihl + 4])}"
        print(f"{name.upper()} {source} -> {target}, {size} Bytes")
        seen += 1
except KeyboardInterrupt:
    print("Ende")
finally:
    sock.close()
