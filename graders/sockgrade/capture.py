"""Packets on the loopback of a private network, read without privileges on the machine.

Only what the checks need today: who tried to reach which port, and what a TCP conversation said.
"""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass

_ETH_P_ALL = 0x0003
_TCP, _UDP = 6, 17
_SYN, _ACK = 0x02, 0x10
_SNAPLEN = 64 * 1024 + 64
#: Bytes; a conversation longer than this is cut, which no exercise comes near.
_BUFFER = 8 * 2**20


@dataclass(frozen=True)
class Packet:
    """A TCP segment or a UDP datagram (IPv4)."""

    transport: str
    source: tuple[str, int]
    target: tuple[str, int]
    opens: bool
    """A SYN without ACK: somebody wants to connect."""
    sequence: int
    payload: bytes


class Capture:
    """Records packets from its creation on. Raises OSError where that is not allowed."""

    def __init__(self) -> None:
        # SOCK_DGRAM: without the link layer's header (packet(7)).
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ETH_P_ALL))
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self.packets: list[Packet] = []
        self._size = 0

    def poll(self) -> list[Packet]:
        """Take in what has been sent so far; all packets until now."""
        with contextlib.suppress(BlockingIOError):
            while self._size < _BUFFER:
                data, (_, _, direction, _, _) = self._socket.recvfrom(_SNAPLEN)
                # On the loopback every packet is seen twice, leaving and arriving.
                if direction != socket.PACKET_OUTGOING:
                    packet = _parse(data)
                    if packet:
                        self._size += len(packet.payload)
                        self.packets.append(packet)
        return self.packets

    def attempts(self, transport: str) -> list[tuple[str, int]]:
        """The addresses that somebody tried to reach, in order: targets of SYNs or of datagrams."""
        targets = [
            p.target for p in self.poll() if p.transport == transport and (p.opens or transport == "udp")
        ]
        return list(dict.fromkeys(targets))

    def speaker(self, port: int) -> tuple[str, int] | None:
        """The client of the first connection to a TCP port in which anything was said, or else of the first.

        A client may have knocked before, and found the port closed.
        """
        packets = [p for p in self.poll() if p.transport == "tcp"]
        clients = list(dict.fromkeys(p.source for p in packets if p.opens and p.target[1] == port))
        heard = {end for p in packets if p.payload for end in (p.source, p.target)}
        return next((client for client in clients if client in heard), clients[0] if clients else None)

    def conversation(self, port: int) -> tuple[bytes, bytes]:
        """What went to a TCP port, and what came from it, in the connection of `speaker`."""
        client = self.speaker(port)
        packets = [p for p in self.packets if p.transport == "tcp"]
        return (
            _stream([p for p in packets if p.source == client and p.target[1] == port]),
            _stream([p for p in packets if p.target == client and p.source[1] == port]),
        )

    def close(self) -> None:
        self._socket.close()


def _stream(packets: list[Packet]) -> bytes:
    """The bytes of one direction; retransmitted segments count once."""
    segments = {packet.sequence: packet.payload for packet in packets if packet.payload}
    return b"".join(
        segments[sequence] for sequence in dict.fromkeys(p.sequence for p in packets if p.payload)
    )


def _parse(data: bytes) -> Packet | None:
    """An IPv4 packet (RFC 791) with TCP (RFC 9293, 3.1) or UDP (RFC 768); None for anything else."""
    if len(data) < 20 or data[0] >> 4 != 4:
        return None
    header = (data[0] & 0x0F) * 4
    end = int.from_bytes(data[2:4], "big") or len(data)
    protocol, source, target = data[9], socket.inet_ntoa(data[12:16]), socket.inet_ntoa(data[16:20])
    body = data[header:end]
    if protocol == _TCP and len(body) >= 20:
        flags = body[13]
        return Packet(
            transport="tcp",
            source=(source, int.from_bytes(body[0:2], "big")),
            target=(target, int.from_bytes(body[2:4], "big")),
            opens=flags & (_SYN | _ACK) == _SYN,
            sequence=int.from_bytes(body[4:8], "big"),
            payload=body[(body[12] >> 4) * 4 :],
        )
    if protocol == _UDP and len(body) >= 8:
        source_port, target_port = int.from_bytes(body[0:2], "big"), int.from_bytes(body[2:4], "big")
        return Packet("udp", (source, source_port), (target, target_port), False, 0, body[8:])
    return None
