"""One direction of a link: of a TCP connection, or of all datagrams."""

from __future__ import annotations

import contextlib
import errno
import socket
import struct
from collections import deque
from typing import TYPE_CHECKING

from sockgrade.endpoints.wire import unread_by_peer
from sockgrade.evidence.wording import beginning, count, quote
from sockgrade.process.watch import AT_REST

if TYPE_CHECKING:
    from sockgrade.endpoints.link import Link, Side

_CHUNK = 2**18
#: Bytes that the link holds; what comes beyond them waits in the kernel's queues.
_MOST = 2**22
_EXCERPT = 40


class End:
    """The link's end of a connection to one of the programs."""

    def __init__(self, sock: socket.socket, side: Side) -> None:
        self.socket = sock
        self.side = side
        self.is_open = True

    def has_been_read(self) -> bool:
        """Whether the program has read all that was passed on to it; True where nobody knows."""
        look = unread_by_peer(self.socket, self.side.tables)
        return look is None or bool(look())

    def break_off(self) -> None:
        """Reset the connection."""
        if self.is_open:
            with contextlib.suppress(OSError):
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self) -> None:
        self.is_open = False
        self.socket.close()


class Way:
    """One direction of a connection: from the program that sends to the one that receives."""

    def __init__(self, link: Link, source: End, target: End) -> None:
        self._link = link
        self._source, self._target = source, target
        self._held = bytearray()
        self._ends = ""
        """How what comes has ended: with FIN or RST; empty if it has not."""
        self._is_told = False
        """Whether the other program has been told of that."""
        self._announced = 0
        """Bytes of those that are held of which the transcript tells already."""
        self._reads = True
        """Whether the receiver has read what it got: one that does not gets everything all the same."""

    @property
    def comes_from(self) -> str:
        """Who sends."""
        return self._source.side.role

    @property
    def is_broken_off(self) -> bool:
        """Whether the sender has broken the connection off."""
        return self._ends == "RST"

    @property
    def is_over(self) -> bool:
        """Whether the receiver knows that nothing more comes, or is gone."""
        return self._is_told or not self._target.is_open

    @property
    def is_loaded(self) -> bool:
        """Whether anything is to be passed on that the receiver has room for."""
        return self._has_something and not self._is_blocked

    @property
    def _has_something(self) -> bool:
        return not self.is_over and bool(self._held or self._ends)

    _is_blocked = False
    """Whether the receiver's queue was full at the last try."""

    def take_in(self) -> int:
        """Read what has arrived; how much has happened."""
        if self._ends or not self._source.is_open or len(self._held) >= _MOST:
            return 0
        came = 0
        try:
            while len(self._held) < _MOST:
                data = self._source.socket.recv(_CHUNK)
                if not data:
                    self._ended("FIN")
                    return came + 1
                came += len(data)
                self._held += data
                self._link.remember(self._source.side, data)
        except BlockingIOError:
            pass
        except OSError as error:
            if error.errno != errno.ENOTCONN:  # it is not connected yet
                self._ended("RST")
                came += 1
        return came

    def _ended(self, how: str) -> None:
        self._ends = how
        self._source.side.moves()
        if how == "FIN":
            self._source.side.has_finished = True

    def pass_on(self) -> int:
        """Pass on what may be; how much has happened."""
        if not self._has_something:
            return 0
        manner, receiver = self._link.manner(self._target.side.role), self._target.side
        if manner.waits_for and not self._link.rests(manner.waits_for):
            return 0
        is_last = not self._held and self._ends == "RST"  # which takes away what has not been read
        if (manner.largest or is_last) and self._reads and not self._target.has_been_read():
            if not receiver.rests(AT_REST):
                return 0
            self._reads = False
        return self._send(manner.largest) if self._held else self._tell_the_end()

    def _send(self, largest: int) -> int:
        self._announce(largest)
        cuts = largest and self._reads
        size = self._link.seeded.randint(1, largest) if cuts else len(self._held)
        try:
            sent = self._target.socket.send(self._held[:size])
        except BlockingIOError:
            self._is_blocked = True
            return 0
        except OSError as error:
            if error.errno == errno.ENOTCONN:
                return 0
            self._held.clear()
            self._refused()
            return 1
        self._is_blocked = False
        del self._held[:sent]
        self._announced = max(0, self._announced - sent)
        self._target.side.moves()
        return sent

    def _announce(self, largest: int) -> None:
        """Tell of what is passed on, once, however many pieces it goes in."""
        if self._announced:
            return
        self._announced = len(self._held)
        pieces = (
            ""
            if not largest
            else " in single bytes"
            if largest == 1
            else f" in pieces of 1 to {largest} bytes"
        )
        what = quote(beginning(bytes(self._held), _EXCERPT))
        size = count(len(self._held))
        self._link.say(f"passes {size} on to the {self._target.side.role}{pieces}: {what}", len(self._held))

    def _tell_the_end(self) -> int:
        self._is_told = True
        role = self._target.side.role
        if self._ends == "RST":
            self._link.say(f"breaks the connection to the {role} off (RST)")
            self._target.break_off()
            self._source.close()
        else:
            self._link.say(f"passes the end of the stream (FIN) on to the {role}")
            with contextlib.suppress(OSError):
                self._target.socket.shutdown(socket.SHUT_WR)
        self._target.side.moves()
        return 1

    def _refused(self) -> None:
        """The receiver is not there any more: who sends to it is told so, as by its system."""
        self._link.say(f"the {self._target.side.role} takes no more: breaks the other connection off (RST)")
        self._source.break_off()
        self._target.close()
        self._source.side.moves()

    def close(self) -> None:
        """Close both ends; what is held is lost."""
        self._source.close()
        self._target.close()


class DatagramWay:
    """All datagrams that go to one of the programs."""

    def __init__(self, link: Link, source: Side, target: Side) -> None:
        self._link = link
        self._source, self._target = source, target
        self._held: deque[tuple[int, bytes, socket.socket, tuple[str, int]]] = deque()
        self.number = 0
        """How many have come."""

    @property
    def is_loaded(self) -> bool:
        return bool(self._held)

    def take(self, data: bytes, sender: socket.socket, target: tuple[str, int] | None) -> None:
        """A datagram has come, that this socket is to bring to an address."""
        assert target is not None
        self.number += 1
        self._link.remember(self._source, data)
        manner, what = (
            self._link.manner(self._target.role),
            f"datagram {self.number} to the {self._target.role}",
        )
        if self.number in manner.lost:
            self._link.say(f"loses {what}: {quote(beginning(data, _EXCERPT))}", len(data))
            return
        if manner.copies > 1:
            self._link.say(f"doubles {what}")
        for _ in range(manner.copies):
            self._held.append((self.number, data, sender, target))

    def pass_on(self) -> int:
        """Pass on what may be; how many datagrams that were."""
        manner = self._link.manner(self._target.role)
        if not self._held or (manner.waits_for and not self._link.rests(manner.waits_for)):
            return 0
        passed = len(self._held)
        if manner.swaps:
            # The last of an odd number waits for the next, as long as one may come.
            if passed % 2 and not self._link.rests(("server", "client")):
                passed -= 1
            self._swap()
        for _ in range(passed):
            number, data, sender, target = self._held.popleft()
            said = quote(beginning(data, _EXCERPT))
            self._link.say(f"passes datagram {number} on to the {self._target.role}: {said}", len(data))
            with contextlib.suppress(OSError):  # nobody is there: it is lost, as on any network
                sender.sendto(data, target)
        if passed:
            self._target.moves()
        return passed

    def _swap(self) -> None:
        """Of each two the second goes first."""
        held = list(self._held)
        if len(held) > 1:
            self._link.say(f"swaps datagrams on their way to the {self._target.role}")
        for at in range(0, len(held) - 1, 2):
            held[at], held[at + 1] = held[at + 1], held[at]
        self._held = deque(held)
