"""What happens in a rehearsal, line by line, and never more of it than a person can read."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from sockgrade.evidence.wording import count
from sockgrade.kernel.clock import now

#: Lines a second of one stream that are told; a program that floods its output has the rest counted.
_A_SECOND = 200
#: Characters after which a line that does not end is told as it is.
_LONGEST = 4096
#: Seconds for which showing things is put off while more of them happen.
_BUNDLE = 0.05
#: Seconds without anything new after which an unfinished line is a prompt, and told.
_PAUSE = 0.02


class Mark(Enum):
    """What kind of thing a line tells."""

    PRINTED = "printed"
    COMPLAINED = "complained"
    """Printed on stderr."""
    SENT = "sent"
    """Over the network."""
    TYPED = "typed"
    """Into the program."""
    ASKED = "asked"
    """For a line to be typed, where the program itself asks with no prompt."""
    ECHOED = "echoed"
    """Typed at a terminal, which has shown it itself."""
    REMARK = "remark"
    """What sockgrade has to say about a program."""


@dataclass(frozen=True)
class Line:
    """One thing that happened, or a part of a line that a program has not finished."""

    who: str
    mark: Mark
    text: str
    """As it was, so it may be hostile."""
    seconds: float = field(default_factory=now)
    """On the clock of deadlines."""
    is_finished: bool = True
    continues: bool = False
    """Its beginning has been told before."""


Tell = Callable[[Line], None]


class Journal:
    """What is told, look by look; shown when there is time, since the closer the looks, the truer the order."""

    def __init__(self, show: Tell) -> None:
        self._show = show
        self._news: list[Line] = []
        self._told: list[Line] = []

    def tell(self, line: Line) -> None:
        """Something happened."""
        self._news.append(line)

    def end_look(self) -> None:
        """All that has happened until now was noticed at once."""
        self._told += in_order(self._news)
        self._news.clear()

    def is_due(self, *, at_leisure: bool) -> bool:
        """Whether there is something to show, and it cannot wait until nothing else happens."""
        return bool(self._told) and (at_leisure or now() - self._told[0].seconds > _BUNDLE)

    def show(self) -> None:
        """Show everything."""
        self.end_look()
        for line in self._told:
            self._show(line)
        self._told.clear()


def in_order(lines: Sequence[Line]) -> list[Line]:
    """What was noticed at one and the same look, in the order in which it most likely happened.

    Packets know their time, output does not. A program mostly prints between what it receives and what it then
    sends: its output goes there, with the time of the packet before.
    """
    packets = sorted((line for line in lines if line.mark is Mark.SENT), key=lambda line: line.seconds)
    placed = [((number, 0), packet) for number, packet in enumerate(packets, start=1)]
    for line in lines:
        if line.mark is Mark.ECHOED:
            placed.append(((0, 0), line))
        elif line.mark in (Mark.PRINTED, Mark.COMPLAINED) and packets:
            behind = _last_heard(line.who, packets)
            placed.append(((behind, 1), replace(line, seconds=packets[max(0, behind - 1)].seconds)))
        elif line.mark is not Mark.SENT:
            placed.append(((len(packets) + 1, 0), line))
    return [line for _, line in sorted(placed, key=lambda pair: pair[0])]


def _last_heard(who: str, packets: Sequence[Line]) -> int:
    """How many packets there were when a program had received the last that said something."""
    # It is the kernel that answers a SYN: the program hears of the connection when that is done.
    heard = [n for n, p in enumerate(packets, start=1) if p.who != who or p.text.startswith("SYN ACK")]
    said = [number for number in heard if not packets[number - 1].text.startswith(("FIN", "RST"))]
    return max(said or heard, default=0)


class Allowance:
    """Permits so many things a second, and counts the others."""

    def __init__(self) -> None:
        self._until = 0.0
        self._left = 0
        self._refused = 0
        self._due = 0

    def grants(self) -> bool:
        """Whether there is room for one more."""
        self._begin_anew()
        if not self._left:
            self._refused += 1
            return False
        self._left -= 1
        return True

    def take_refused(self, *, at_the_end: bool = False) -> int:
        """How many were refused since this was last asked; those of this second are told when it is over."""
        self._begin_anew()
        refused = self._due + (self._refused if at_the_end else 0)
        self._due = 0
        return refused

    def _begin_anew(self) -> None:
        if now() >= self._until:
            self._until, self._left = now() + 1, _A_SECOND
            self._due, self._refused = self._due + self._refused, 0


class Lines:
    """Cuts one stream of a program's output into lines, and tells them."""

    def __init__(self, who: str, mark: Mark, tell: Tell) -> None:
        self._who, self._mark, self._tell = who, mark, tell
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._rest = ""
        self._is_begun = False
        self._latest = 0.0
        self._allowance = Allowance()

    def add(self, data: bytes) -> None:
        """More was printed."""
        self._latest = now()
        *lines, self._rest = (self._rest + self._decode(data)).split("\n")
        for line in lines:
            self._give(line.removesuffix("\r"), is_finished=True)
        if len(self._rest) > _LONGEST:
            self._give(self._rest, is_finished=True)
            self._rest = ""

    def catch_up(self, *, at_the_end: bool = False) -> None:
        """Tell a prompt, once the program has paused after it; and how much of a flood was left out."""
        if self._rest and (at_the_end or now() - self._latest >= _PAUSE):
            self._give(self._rest, is_finished=at_the_end)
            self._rest = ""
        if refused := self._allowance.take_refused(at_the_end=at_the_end):
            self._tell(Line(self._who, Mark.REMARK, f"[… {count(refused, 'line')} left out …]"))

    def _give(self, text: str, *, is_finished: bool) -> None:
        if self._allowance.grants():
            self._tell(Line(self._who, self._mark, text, is_finished=is_finished, continues=self._is_begun))
        self._is_begun = not is_finished
