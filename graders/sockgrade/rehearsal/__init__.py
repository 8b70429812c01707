"""Runs a student's program against its counterpart, and tells what happens as it happens.

One loop waits for everything that can happen: output, packets, ends, keys, signals. Nothing is judged here.
"""

from __future__ import annotations

import select
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from sockgrade.endpoints.stage import Stage
from sockgrade.kernel import signals
from sockgrade.kernel.clock import now
from sockgrade.network.network import Bound
from sockgrade.rehearsal.keyboard import Interrupts, Keyboard
from sockgrade.rehearsal.lines import Journal, Line, Lines, Mark, Tell
from sockgrade.rehearsal.netcat import Netcat
from sockgrade.rehearsal.peers import INPUT_ENDS, Peer, Program, Typist
from sockgrade.rehearsal.traffic import Traffic
from sockgrade.sandbox import SandboxUnavailable

#: Seconds between two looks, unless everybody is known to rest.
_SLICE = 0.005
#: Seconds of silence after which whoever is left alone is at rest, if the kernel cannot say.
_QUIET = 1.0
#: Seconds of silence, and in all, after which a rehearsal is ended if nobody sits there to end it.
_PATIENCE, _LONGEST = 5.0, 30.0
#: Seconds in which the student's program may end by itself after Ctrl-C.
_FAREWELL = 1.0


class Ending(Enum):
    """How a rehearsal ended; the value is the exit code."""

    WELL = 0
    """Both sides ended well, or had nothing left to do."""
    BADLY = 1
    INTERRUPTED = signals.INTERRUPTED


@dataclass(frozen=True)
class Side:
    """A program that is ready to run."""

    stage: Stage
    title: str
    """For the student: `your server.py`."""
    is_own: bool
    """It is the student's, and not a reference."""


class Rehearsal:
    """One run of the student's program, against a reference, by hand, or alone.

    The keyboard belongs to the student's program, or by hand to the connection. The other program is typed
    the lines that the exercise has for it.
    """

    def __init__(
        self, sides: Sequence[Side], keyboard: Keyboard, interrupts: Interrupts, tell: Tell, *, by_hand: bool
    ) -> None:
        """`sides` in the order of their start: a server first, its client when it listens."""
        self._first, *self._later = sides
        self._is_by_hand = by_hand
        self._keyboard, self._interrupts = keyboard, interrupts
        self._journal = Journal(tell)
        self._tell = self._journal.tell
        self._peers: list[Peer] = []
        self._own: Program | None = None
        self._server: Program | None = None
        """The first program, as long as it is waited for to listen."""
        self._typed_into: Peer | None = None
        self._keys = Lines("", Mark.TYPED, self._tell)
        self._typist: Typist | None = None
        capture = self._first.stage.capture()
        self._traffic = Traffic(capture, self._tell) if capture else None
        self._readable: Sequence[object] = ()
        self._began = self._latest = now()
        self._rests = False
        """Nothing can happen by itself."""
        self._explained = False
        """Why nothing more will happen has been said, since somebody typed, came or went."""
        self._farewell: float | None = None

    def run(self) -> Ending:
        """Run until there is nothing more to see; everything has ended then. Raises SandboxUnavailable."""
        try:
            program = self._start(self._first)
            self._server = program if self._later or self._is_by_hand else None
            while (ending := self._step()) is None:
                self._wait()
            # Before anybody is killed: what they say about that is of no interest.
            self._journal.show()
            return ending
        except SandboxUnavailable:
            if self._interrupts.number is None:
                raise
            return Ending.INTERRUPTED  # Ctrl-C came while a sandbox was still being made
        finally:
            for peer in self._peers:
                peer.kill()
            if self._traffic:
                self._traffic.close()

    def _start(self, side: Side) -> Program:
        spec = side.stage.spec
        self._remark(spec.role, f"starts: {side.title}")
        program = Program(spec.role, side.stage, self._tell)
        self._peers.append(program)
        if side.is_own:
            self._own = program
        if side.is_own and not self._is_by_hand:
            self._give_keyboard_to(program)
        else:
            self._typist = Typist(program, spec, self._tell)
        return program

    def _give_keyboard_to(self, peer: Peer) -> None:
        self._typed_into = peer
        self._keys = Lines(peer.name, Mark.TYPED, self._tell)

    def _remark(self, who: str, text: str) -> None:
        self._tell(Line(who, Mark.REMARK, text))

    # What happens

    def _step(self) -> Ending | None:
        before = len(self._running)
        sources = [*self._peers, self._traffic, self._typist]
        happened = [source.look() for source in sources if source is not None]
        happened += [self._read_keyboard(), self._bring_in_the_other()]
        if any(happened):
            self._latest = now()
        if len(self._running) != before:
            self._explained = False
            for program in self._programs:
                program.watch_anew()
        self._rests = False
        self._interrupts.take()
        return self._decide()

    @property
    def _running(self) -> list[Peer]:
        return [peer for peer in self._peers if peer.status is None]

    @property
    def _programs(self) -> list[Program]:
        return [peer for peer in self._running if isinstance(peer, Program)]

    def _wait(self) -> None:
        """Wait until something may have happened."""
        reading: list[int | Traffic | Keyboard | Interrupts] = [self._interrupts]
        writing: list[int] = []
        for peer in self._peers:
            reading += peer.descriptors()
            writing += peer.writable()
        if self._traffic:
            reading.append(self._traffic)
        if self._typed_into and self._typed_into.takes_input() and not self._keyboard.has_ended:
            reading.append(self._keyboard)
        self._journal.end_look()
        self._readable, _, _ = select.select(reading, writing, [], 0)
        if self._journal.is_due(at_leisure=not self._readable):
            self._journal.show()
        if not self._readable:
            at_leisure = None if self._keyboard.is_terminal else _QUIET
            seconds = at_leisure if self._rests else _SLICE
            self._readable, _, _ = select.select(reading, writing, [], seconds)

    def _read_keyboard(self) -> bool:
        if self._typed_into is None or self._keyboard not in self._readable:
            return False
        self._explained = False
        data = self._keyboard.read()
        if not data:
            self._end_input(self._typed_into)
            return True
        if self._keyboard.is_terminal:
            self._tell(Line(self._typed_into.name, Mark.ECHOED, data.decode(errors="replace")))
        else:
            self._keys.add(data)
        self._typed_into.write(data)
        return True

    def _end_input(self, peer: Peer) -> None:
        self._keyboard.has_ended = True
        self._keys.catch_up(at_the_end=True)
        # Most servers read no input: that nobody types is no news then.
        if self._keyboard.was_used or peer.name != "server":
            self._remark(peer.name, INPUT_ENDS)
        peer.end_input()

    def _bring_in_the_other(self) -> bool:
        """Start the second program, or connect by hand, once the first listens."""
        if self._server is None or (place := self._find_place(self._server)) is None:
            return False
        spec = self._first.stage.spec
        wrong = "" if place.port == spec.port else f", and not on port {spec.port}, where clients look for it"
        self._remark(spec.role, f"listens on {place}{wrong}")
        self._server = None
        if self._traffic:
            self._traffic.ports.add(place.port)
        if self._is_by_hand:
            self._remark("client", "is you: what you type goes to the server")
            netcat = Netcat("client", self._first.stage.network, place, self._tell)
            self._peers.append(netcat)
            self._give_keyboard_to(netcat)
        for side in self._later:
            self._start(side)
        return True

    def _find_place(self, server: Program) -> Bound | None:
        """Where it listens: on the right port, or, when it does nothing more about it, on another."""
        spec = self._first.stage.spec
        found = [bound for bound in self._bound(server) if bound.transport == spec.transport]
        rightful = [bound for bound in found if bound.port == spec.port]
        if rightful or not found:
            return next(iter(rightful), None)
        is_settled = server.is_at_rest() or now() - self._latest > _QUIET
        return found[0] if is_settled else None

    def _bound(self, server: Program) -> list[Bound]:
        if server.status is not None:
            return []
        stage = self._first.stage
        return stage.network.bound(server.running.root_pid, stage.spec.port)

    # What that means

    def _decide(self) -> Ending | None:
        """How it ended, if it has."""
        if self._interrupts.number is not None:
            return self._say_goodbye()
        if not self._running:
            return self._end()
        if not self._keyboard.is_terminal and now() - self._began > _LONGEST:
            self._remark("", f"{_LONGEST:g} seconds have passed, and it goes on: that is the end.")
            return Ending.BADLY
        if all(peer.is_at_rest() for peer in self._running):
            return self._at_rest()
        if busy := [program for program in self._programs if program.runs_in_circles()]:
            return self._explain(busy)
        return self._in_silence()

    def _say_goodbye(self) -> Ending | None:
        """Let the student's program show what it does on Ctrl-C."""
        own = self._own
        if self._farewell is None:
            is_polite = own is not None and self._interrupts.number == signal.SIGINT
            self._farewell = now() + (_FAREWELL if is_polite else 0)
            self._tell(Line("", Mark.ECHOED, "^C"))
            if own is not None and is_polite:
                own.interrupt()
        is_over = own is None or own.status is not None or now() >= self._farewell
        return Ending.INTERRUPTED if is_over else None

    def _at_rest(self) -> Ending | None:
        """Nothing moves by itself any more, the kernel says."""
        self._rests = True
        peer = None if self._keyboard.has_ended else self._typed_into
        if self._is_over() and not (peer and peer.reads_input()):
            return self._end()
        if peer and peer.may_read_input():
            self._wait_for_keys(peer)
            return None
        return self._explain(self._running)

    def _in_silence(self) -> Ending | None:
        """Something may still move, though nothing is seen of it."""
        silence = now() - self._latest
        if self._is_over() and silence > _QUIET and not any(p.is_busy() for p in self._programs):
            return self._end()
        if silence < _PATIENCE or self._keyboard.is_terminal:
            return None
        if self._typed_into and not self._keyboard.has_ended:
            self._wait_for_keys(self._typed_into)
            return None
        return self._explain(self._running)

    def _wait_for_keys(self, peer: Peer) -> None:
        """At a terminal somebody sits; a pipe is not waited for without end."""
        if self._keyboard.is_terminal:
            if peer.reads_input():
                self._tell(Line(peer.name, Mark.ASKED, ""))
        elif now() - self._latest >= _PATIENCE:
            self._end_input(peer)
            self._latest = now()

    def _is_over(self) -> bool:
        """Whether one side has ended, and what is left will not by itself: a server, or a reference."""
        if len(self._peers) < 2 or len(self._running) > 1 or self._own is None:
            return False
        return self._own.status is not None or self._own.name == "server"

    def _explain(self, peers: Sequence[Peer]) -> Ending | None:
        """Say once why nothing more will happen; where nobody sits, that is the end."""
        if not self._explained:
            self._explained = True
            for peer in peers:
                self._remark(peer.name, f"goes no further: {peer.wait}")
            self._say_what_is_missing()
            end = "Ctrl-C ends it" if self._keyboard.is_terminal else "that is the end"
            self._remark("", f"Nothing will change by itself: {end}.")
        return None if self._keyboard.is_terminal else Ending.BADLY

    def _end(self) -> Ending:
        """Nothing is left to do: what still runs is ended."""
        for peer in self._running:
            if peer is self._own:
                self._remark(peer.name, f"{peer.wait}. The other side has gone, so that is the end.")
        self._say_what_is_missing()
        fine = self._server is None and all(peer.status in (0, None) for peer in self._peers)
        return Ending.WELL if fine else Ending.BADLY

    def _say_what_is_missing(self) -> None:
        if self._server is not None:
            spec = self._first.stage.spec
            place = self._first.stage.documented_place
            instead = " and ".join(str(bound) for bound in self._bound(self._server))
            listens = f", but on {instead}" if instead else ""
            self._remark(spec.role, f"does not listen on {place}, where clients look for it{listens}")
