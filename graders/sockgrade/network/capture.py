"""Packets on the loopback of a private network, read without privileges on the machine (packet(7))."""

from __future__ import annotations

import contextlib
import socket
import struct
from pathlib import Path

from sockgrade.evidence.packets import Segment, parse, stream_of
from sockgrade.network.network import Network

_ETH_P_ALL = 0x0003
#: Socket options of Linux that Python 3.11 does not name (socket(7), packet(7)).
_SO_RCVBUFFORCE, _SO_TIMESTAMPNS, _SOL_PACKET = 33, 35, 263
_PACKET_STATISTICS, _PACKET_IGNORE_OUTGOING = 6, 23
_STATISTICS = struct.Struct("@II")
_TIMESPEC = struct.Struct("@qq")
_SNAPLEN = 64 * 1024 + 64
#: Bytes; a conversation longer than this is cut, which no exercise comes near.
_BUFFER = 8 * 2**20
#: Bytes that the grader needs for a packet, however little is in it.
_OVERHEAD = 1000
#: Packets that `take` takes at one go.
_AT_ONCE = 1000
#: The file's header: times in nanoseconds, packets without a link layer (LINKTYPE_RAW of pcap-linktype(7)).
_PCAP_HEADER = struct.pack("=IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, _SNAPLEN, 101)
_PCAP_RECORD = struct.Struct("=IIII")


class Capture:
    """Records the packets of a network from its creation on. Raises OSError where that is not allowed."""

    def __init__(self, network: Network) -> None:
        # SOCK_DGRAM: without the link layer's header (packet(7)).
        self._socket = network.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ETH_P_ALL))
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        # As much as everybody may have (net.core.rmem_max), and more where this is the machine's root (socket(7)).
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        with contextlib.suppress(PermissionError):
            self._socket.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _BUFFER)
        # On the loopback every packet is seen twice, leaving and arriving.
        self._socket.setsockopt(_SOL_PACKET, _PACKET_IGNORE_OUTGOING, 1)
        self._frames: list[tuple[int, bytes]] = []
        self._segments: list[Segment] = []
        self._size = 0
        self._dropped = 0

    @property
    def dropped(self) -> int:
        """How many packets came faster than they were taken in, and were lost."""
        counters = self._socket.getsockopt(_SOL_PACKET, _PACKET_STATISTICS, _STATISTICS.size)
        self._dropped += _STATISTICS.unpack(counters)[1]  # the kernel begins to count anew
        return self._dropped

    def poll(self) -> list[Segment]:
        """Take in what has been sent so far; all that was understood of it until now."""
        while self._size < _BUFFER and self._receive():
            pass
        return self._segments

    def take(self) -> list[Segment]:
        """What has been sent since the last call, or the beginning of much; nothing of it is kept."""
        for _ in range(_AT_ONCE):
            if not self._receive():
                break
        segments = self._segments
        self._frames, self._segments, self._size = [], [], 0
        return segments

    def _receive(self) -> bool:
        """Take in one packet, if there is one."""
        try:
            data, ancillary, _, _ = self._socket.recvmsg(_SNAPLEN, socket.CMSG_SPACE(_TIMESPEC.size))
        except BlockingIOError:
            return False
        seconds, nanoseconds = _TIMESPEC.unpack(ancillary[0][2])
        self._size += len(data) + _OVERHEAD
        self._frames.append((seconds * 10**9 + nanoseconds, data))
        segment = parse(data, seconds + nanoseconds / 10**9)
        if segment:
            self._segments.append(segment)
        return True

    def fileno(self) -> int:
        """For select(): readable when something has been sent."""
        return self._socket.fileno()

    def attempts(self, transport: str) -> list[tuple[str, int]]:
        """The addresses that somebody tried to reach, in order: targets of SYNs or of datagrams."""
        targets = [
            s.target for s in self.poll() if s.protocol == transport and (s.opens or transport == "udp")
        ]
        return list(dict.fromkeys(targets))

    def speaker(self, port: int) -> tuple[str, int] | None:
        """The client of the first connection to a TCP port in which anything was said, or else of the first.

        A client may have knocked before, and found the port closed.
        """
        segments = [s for s in self.poll() if s.protocol == "tcp"]
        clients = list(dict.fromkeys(s.source for s in segments if s.opens and s.target[1] == port))
        heard = {end for s in segments if s.payload for end in (s.source, s.target)}
        return next((client for client in clients if client in heard), clients[0] if clients else None)

    def conversation(self, port: int) -> tuple[bytes, bytes]:
        """What went to a TCP port, and what came from it, in the connection of `speaker`."""
        client = self.speaker(port)
        segments = [s for s in self._segments if s.protocol == "tcp"]
        return (
            stream_of([s for s in segments if s.source == client and s.target[1] == port]),
            stream_of([s for s in segments if s.target == client and s.source[1] == port]),
        )

    def write(self, path: Path) -> None:
        """Write what was recorded as a pcap file (draft-ietf-opsawg-pcap). Raises OSError."""
        self.poll()
        with path.open("wb") as file:
            file.write(_PCAP_HEADER)
            for time, data in self._frames:
                file.write(_PCAP_RECORD.pack(time // 10**9, time % 10**9, len(data), len(data)))
                file.write(data)

    def close(self) -> None:
        self._socket.close()
