"""The packets of a rehearsal as they cross the network: who sent what."""

from __future__ import annotations

import time

from sockgrade.evidence.packets import Segment
from sockgrade.evidence.wording import count, quote
from sockgrade.kernel.clock import now
from sockgrade.network.capture import Capture
from sockgrade.network.network import show_address
from sockgrade.rehearsal.lines import Allowance, Line, Mark, Tell

#: Flags that mean something to a person; an ACK does so only as the answer to a SYN.
_TOLD = ("SYN", "FIN", "RST")


class Traffic:
    """Tells every packet but bare acknowledgements."""

    def __init__(self, capture: Capture, tell: Tell) -> None:
        self.ports: set[int] = set()
        """Where servers are known to listen."""
        self._capture = capture
        self._tell = tell
        self._connections: dict[int, int] = {}
        self._allowance = Allowance()
        self._since_1970 = time.time() - now()

    def fileno(self) -> int:
        """For select(): readable when something has been sent."""
        return self._capture.fileno()

    def look(self) -> bool:
        """Tell what has been sent since the last look; whether that was anything."""
        segments = self._capture.take()
        for segment in segments:
            who = self._sender(segment)
            if not segment.is_bare_acknowledgement and self._allowance.grants():
                words = _words(segment) + self._place(segment, who)
                self._tell(Line(who, Mark.SENT, words, segment.seconds - self._since_1970))
        if refused := self._allowance.take_refused():
            self._tell(Line("", Mark.REMARK, f"[… {count(refused, 'packet')} left out …]"))
        return bool(segments)

    def _sender(self, segment: Segment) -> str:
        """A server is whoever answers a SYN; where nobody listens, it is the kernel that refuses."""
        if segment.flags == "SYN ACK":
            self.ports.add(segment.source[1])
        if segment.protocol == "icmp":
            return "nobody"
        if segment.source[1] in self.ports:
            return "server"
        if segment.target[1] in self.ports or segment.opens or segment.protocol == "udp":
            return "client"
        return "nobody"

    def _place(self, segment: Segment, who: str) -> str:
        """Where a client goes; and which of several connections it is."""
        to = segment.opens or (segment.protocol == "udp" and who == "client")
        place = f" to {show_address(*segment.target)}" if to else ""
        if segment.protocol == "tcp":
            port = segment.source[1] if who == "client" else segment.target[1]
            number = self._connections.setdefault(port, len(self._connections) + 1)
            place += f" (connection {number})" if number > 1 else ""
        return place

    def close(self) -> None:
        self._capture.close()


def _words(segment: Segment) -> str:
    data = f"{count(len(segment.payload))}: {quote(segment.payload)}" if segment.payload else ""
    if segment.protocol == "udp":
        return f"a datagram of {data or count(0)}"
    if segment.protocol == "icmp":
        return f"ICMP: {segment.flags}"
    flags = segment.flags.split()
    told = [flag for flag in flags if flag in _TOLD or (flag == "ACK" and "SYN" in flags)]
    return " ".join([*told, data] if data else told)
