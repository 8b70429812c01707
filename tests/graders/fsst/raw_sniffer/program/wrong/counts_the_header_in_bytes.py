# fails: shows_the_ports, shows_the_length, shows_tcp, shows_icmp_without_ports, skips_the_options_of_ip, shows_an_empty_datagram, shows_the_largest_datagram, shows_large_numbers, survives_a_packet_that_is_too_short
# It takes IHL for a number of bytes.

"""Shows the IP packets of one protocol that arrive at this machine."""

import socket
import struct
import sys

USAGE = "usage: program.py icmp|tcp|udp COUNT"
PROTOCOLS = {"icmp": socket.IPPROTO_ICMP, "tcp": socket.IPPROTO_TCP, "udp": socket.IPPROTO_UDP}
NAMES = {number: name.upper() for name, number in PROTOCOLS.items()}
#: Bytes; no packet has more.
MAX_SIZE = 65535
#: Up to the addresses (RFC 791, 3.1); options may follow. "!" is network byte order.
IP_HEADER = struct.Struct("!BxH5xB2x4s4s")
#: With these TCP and UDP begin: where from, and where to.
PORTS = struct.Struct("!HH")


def describe(packet: bytes) -> str:
    """A line for a packet."""
    first, total, protocol, source, target = IP_HEADER.unpack_from(packet)
    header = first & 0x0F
    sender, receiver = socket.inet_ntoa(source), socket.inet_ntoa(target)
    size = total - header
    if protocol in (socket.IPPROTO_TCP, socket.IPPROTO_UDP) and size >= PORTS.size:
        from_port, to_port = PORTS.unpack_from(packet, header)
        sender, receiver = f"{sender}:{from_port}", f"{receiver}:{to_port}"
    return f"{NAMES[protocol]} {sender} -> {receiver}, {size} Bytes"


def sniff(protocol: int, count: int) -> None:
    """Show so many packets. Raises PermissionError where that is not allowed."""
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, protocol) as sock:
        for _ in range(count):
            # Somebody may read along through a pipe: each line is out at once.
            print(describe(sock.recv(MAX_SIZE)), flush=True)


def main() -> None:
    try:
        name, number = sys.argv[1:]
        protocol, count = PROTOCOLS[name], int(number)
    except (ValueError, KeyError):
        protocol, count = 0, 0
    if count < 1:
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    try:
        sniff(protocol, count)
    except PermissionError:
        sys.exit("Only root may open a raw socket, or a program with CAP_NET_RAW")
    except KeyboardInterrupt:
        print("Interrupted", file=sys.stderr)


if __name__ == "__main__":
    main()
