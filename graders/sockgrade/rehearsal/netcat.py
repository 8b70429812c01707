"""The student as a server's client, by hand (`sockgrade.rehearsal.peers.Peer`)."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from sockgrade.network.network import Bound, Network, family_of
from sockgrade.rehearsal.lines import Line, Lines, Mark, Tell

_CHUNK = 64 * 1024
#: Chunks that are taken in at one look.
_AT_ONCE = 16
#: Seconds for a server to take a connection on the same machine.
_PATIENCE = 5.0


class Netcat:
    """The student at a client such as nc(1): what is typed goes to the server, what comes from it is shown."""

    def __init__(self, name: str, network: Network, place: Bound, tell: Tell) -> None:
        self.name = name
        self.status: int | None = None
        self._tell = tell
        self._lines = Lines(name, Mark.PRINTED, tell)
        self._pending: list[bytes] = []
        self._input_ends = False
        self._is_stream = place.transport == "tcp"
        kind = socket.SOCK_STREAM if self._is_stream else socket.SOCK_DGRAM
        self._socket = network.socket(family_of(place.reachable_at[0]), kind)
        try:
            self._socket.settimeout(_PATIENCE)
            self._socket.connect(place.reachable_at)
            self._socket.setblocking(False)
        except OSError as error:
            self._end(f"cannot connect: {error.strerror or error}", status=1)

    def look(self) -> bool:
        if self._socket.fileno() < 0:
            return False
        has_come = False
        try:
            self._flush()
            for _ in range(_AT_ONCE):
                data = self._socket.recv(_CHUNK)
                has_come = True
                if not data and self._is_stream:
                    self._end("the server has closed the connection")
                    return True
                self._lines.add(data)
        except BlockingIOError:
            self._lines.catch_up()
        except OSError as error:
            self._end(f"the connection is lost: {error.strerror}")
            return True
        return has_come

    def _end(self, why: str, status: int = 0) -> None:
        self._lines.catch_up(at_the_end=True)
        self._tell(Line(self.name, Mark.REMARK, why))
        self.status = status
        self._socket.close()

    def _flush(self) -> None:
        while self._pending:
            sent = self._socket.send(self._pending[0])
            self._pending[0] = self._pending[0][sent:]
            if not self._pending[0]:
                self._pending.pop(0)
        if self._input_ends:
            self._input_ends = False
            if self._is_stream:
                self._socket.shutdown(socket.SHUT_WR)
            else:  # nobody is told of an end; answers may still come
                self.status = 0

    def is_at_rest(self) -> bool:
        return not self._pending and not self._input_ends

    @property
    def wait(self) -> str:
        return "it waits for the server to close the connection"

    def reads_input(self) -> bool:
        return self.status is None

    def may_read_input(self) -> bool:
        return self.status is None

    def takes_input(self) -> bool:
        return self.status is None and not self._pending

    def write(self, data: bytes) -> None:
        # Each line is a datagram, as if it had been typed.
        self._pending += [data] if self._is_stream else data.splitlines(keepends=True)

    def end_input(self) -> None:
        self._input_ends = True

    def descriptors(self) -> Sequence[int]:
        return [self._socket.fileno()] if self._socket.fileno() >= 0 else []

    def writable(self) -> Sequence[int]:
        return [] if self.is_at_rest() else self.descriptors()

    def kill(self) -> None:
        self._socket.close()
        self.status = self.status or 0
