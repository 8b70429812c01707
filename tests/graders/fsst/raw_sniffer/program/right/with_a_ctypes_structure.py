# The header is a structure of ctypes, as books on sniffers show it.
import socket
import sys
from ctypes import BigEndianStructure, c_ubyte, c_uint16

NAMES = {1: "ICMP", 6: "TCP", 17: "UDP"}


class IP(BigEndianStructure):
    _pack_ = 1
    _fields_ = [
        ("version", c_ubyte, 4),
        ("ihl", c_ubyte, 4),
        ("tos", c_ubyte),
        ("len", c_uint16),
        ("id", c_uint16),
        ("offset", c_uint16),
        ("ttl", c_ubyte),
        ("protocol", c_ubyte),
        ("sum", c_uint16),
        ("src", c_ubyte * 4),
        ("dst", c_ubyte * 4),
    ]

    @property
    def size(self):
        return self.len - self.ihl * 4


class Ports(BigEndianStructure):
    _fields_ = [("source", c_uint16), ("target", c_uint16)]


def main(arguments):
    by_name = {name.lower(): number for number, name in NAMES.items()}
    try:
        protocol, count = arguments
        number, count = by_name[protocol], int(count)
        assert count > 0
    except (ValueError, KeyError, AssertionError):
        print("usage: program.py icmp|tcp|udp COUNT", file=sys.stderr)
        return 2
    try:
        sniffer = socket.socket(socket.AF_INET, socket.SOCK_RAW, number)
    except PermissionError:
        print("not permitted", file=sys.stderr)
        return 1
    sniffer.setsockopt(socket.IPPROTO_IP, socket.IP_HDRINCL, 1)
    try:
        while count:
            raw_buffer = sniffer.recvfrom(65565)[0]
            ip = IP.from_buffer_copy(raw_buffer)
            source, target = ".".join(map(str, ip.src)), ".".join(map(str, ip.dst))
            if ip.protocol in (6, 17) and ip.size >= 8:
                ports = Ports.from_buffer_copy(raw_buffer, ip.ihl * 4)
                source, target = f"{source}:{ports.source}", f"{target}:{ports.target}"
            print(f"{NAMES[ip.protocol]} {source} -> {target}, {ip.size} Bytes")
            count -= 1
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
