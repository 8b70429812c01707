"""Bytes of the network, understood: IP, TCP, UDP and ICMP headers. No input or output happens here."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

_ICMP, _TCP, _UDP, _ICMP6 = 1, 6, 17, 58
_SYN, _ACK = 0x02, 0x10
#: In the order in which people say them.
_FLAGS = (("SYN", _SYN), ("FIN", 0x01), ("RST", 0x04), ("PSH", 0x08), ("ACK", _ACK))
#: (type, code) of ICMP (RFC 792) and ICMPv6 (RFC 4443).
_UNREACHABLE = {_ICMP: (3, 3), _ICMP6: (1, 4)}
_IP4_HEADER, _IP6_HEADER = 20, 40

#: A host and a port.
Address = tuple[str, int]


@dataclass(frozen=True)
class Segment:
    """A TCP segment, a UDP datagram, or ICMP's answer to one."""

    seconds: float
    """Since 1970."""
    protocol: str
    """`tcp`, `udp` or `icmp`."""
    source: Address
    target: Address
    payload: bytes = b""
    flags: str = ""
    """Of TCP, as in `SYN ACK`; of ICMP, what it says."""
    sequence: int = 0

    @property
    def opens(self) -> bool:
        """A SYN without ACK: somebody wants to connect."""
        return self.flags == "SYN"

    @property
    def is_bare_acknowledgement(self) -> bool:
        return self.flags == "ACK" and not self.payload


def parse(data: bytes, seconds: float) -> Segment | None:
    """An IPv4 (RFC 791) or IPv6 packet (RFC 8200, without extension headers); None for anything else."""
    version = data[0] >> 4 if data else 0
    if version == 4 and len(data) >= _IP4_HEADER:
        header, protocol = (data[0] & 0x0F) * 4, data[9]
        end = int.from_bytes(data[2:4], "big") or len(data)
        hosts = [str(ipaddress.IPv4Address(data[at : at + 4])) for at in (12, 16)]
    elif version == 6 and len(data) >= _IP6_HEADER:
        header, protocol = _IP6_HEADER, data[6]
        end = header + int.from_bytes(data[4:6], "big")
        hosts = [str(ipaddress.IPv6Address(data[at : at + 16])) for at in (8, 24)]
    else:
        return None
    return _parse_body(protocol, hosts, data[header:end], seconds)


def _parse_body(protocol: int, hosts: Sequence[str], body: bytes, seconds: float) -> Segment | None:
    if protocol == _TCP and len(body) >= 20:
        source, target = _ends(hosts, body)
        flags = " ".join(name for name, bit in _FLAGS if body[13] & bit)
        sequence = int.from_bytes(body[4:8], "big")
        return Segment(seconds, "tcp", source, target, body[(body[12] >> 4) * 4 :], flags, sequence)
    if protocol == _UDP and len(body) >= 8:
        source, target = _ends(hosts, body)
        return Segment(seconds, "udp", source, target, body[8:])
    if protocol in _UNREACHABLE and tuple(body[:2]) == _UNREACHABLE[protocol]:
        # It quotes the datagram that nobody received.
        quoted = parse(body[8:], seconds)
        if quoted is not None:
            return Segment(seconds, "icmp", quoted.target, quoted.source, flags="port unreachable")
    return None


def _ends(hosts: Sequence[str], body: bytes) -> tuple[Address, Address]:
    """The source and the target; their ports are the first thing in TCP and UDP."""
    return (hosts[0], int.from_bytes(body[0:2], "big")), (hosts[1], int.from_bytes(body[2:4], "big"))


def stream_of(segments: Sequence[Segment]) -> bytes:
    """The bytes of one direction of a TCP connection; retransmitted segments count once."""
    payloads = {segment.sequence: segment.payload for segment in segments if segment.payload}
    return b"".join(payloads.values())
