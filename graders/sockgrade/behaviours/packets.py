"""What stands behind the IP header of the packets that a program is to see: UDP, TCP and ICMP, made by hand."""

from __future__ import annotations

import socket
import struct

from sockgrade import Program

#: Protocol numbers of IP.
ICMP, TCP, UDP = 1, 6, 17
#: Of TCP: a header of five words with nothing behind it, and the flag SYN (RFC 9293, 3.1).
_FIVE_WORDS, _SYN = 5 << 4, 0x02
_WINDOW = 1024
#: Of ICMP: an echo request (RFC 792).
_ECHO = 8


def udp(source: int, target: int, data: bytes) -> bytes:
    """A datagram from port to port, without a checksum, as UDP permits (RFC 768)."""
    return struct.pack("!4H", source, target, 8 + len(data), 0) + data


def send_udp(
    program: Program, source: tuple[str, int], target: tuple[str, int], data: bytes, *, options: bytes = b""
) -> None:
    """Send a datagram past a program, from one address and port to another."""
    program.send_packet(UDP, udp(source[1], target[1], data), source[0], target[0], options=options)


def send_syn(program: Program, source: tuple[str, int], target: tuple[str, int]) -> None:
    """Knock at a TCP port. Where nobody listens, the kernel answers with a RST; both have 20 bytes."""
    segment = struct.pack("!HHIIBBHHH", source[1], target[1], 1, 0, _FIVE_WORDS, _SYN, _WINDOW, 0, 0)
    ends = socket.inet_aton(source[0]) + socket.inet_aton(target[0])
    checksum = _checksum(ends + struct.pack("!HH", TCP, len(segment)) + segment)
    program.send_packet(TCP, segment[:16] + checksum + segment[18:], source[0], target[0])


def send_echo_request(program: Program, source: str, target: str, data: bytes) -> None:
    """Ping: the kernel answers with as many bytes, eight more than the data has."""
    message = struct.pack("!BBHHH", _ECHO, 0, 0, 1, 1) + data
    program.send_packet(ICMP, message[:2] + _checksum(message) + message[4:], source, target)


def _checksum(data: bytes) -> bytes:
    """The checksum of the Internet (RFC 1071)."""
    even = data + bytes(len(data) % 2)
    total: int = sum(struct.unpack(f"!{len(even) // 2}H", even))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return struct.pack("!H", ~total & 0xFFFF)
