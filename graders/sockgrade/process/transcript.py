"""What the grader and the program did during a check, as it happens: the source of `sockgrade.evidence.events`."""

from __future__ import annotations

import codecs
import time
from collections import deque
from collections.abc import Callable

from sockgrade.evidence.events import Act, Event, Evidence, Packet, Party
from sockgrade.evidence.packets import Segment
from sockgrade.evidence.wording import beginning, quote
from sockgrade.kernel.clock import now
from sockgrade.network.capture import Capture
from sockgrade.network.network import show_address

#: Events that are kept from the beginning, and from the end.
HEAD = _TAIL = 60
#: What is no part of the conversation: when and in how many pieces it comes is chance.
_ASIDES = {Act.PRINTED, Act.COMPLAINED, Act.EXITED, Act.HALTED}
#: Bytes of a packet's data that are quoted.
_EXCERPT = 40
#: Characters of a text, and bytes of a chunk of output that are looked at.
_TEXT = 160
_CHUNK = 4096

Tell = Callable[[Event, bytes], None]
"""Told of an event when it happens, with the data that was sent, received or typed."""


class Transcript:
    """Takes notes; bounded, whatever the program does."""

    def __init__(self, tell: Tell = lambda *_: None) -> None:
        """`tell` is told of everything that the grader does, and of as much else as a person reads."""
        self._tell = tell
        self.lane = ""
        """Whose it is, of several that are told of together (`Event.lane`)."""
        self.capture: Capture | None = None
        """The packets of the same time, where they can be seen."""
        self.began = now()
        """When the check began, on the clock of deadlines."""
        self.began_at = time.time()
        """The same moment on the clock of packets, in seconds since 1970."""
        self._head: list[Event] = []
        self._tail: deque[Event] = deque(maxlen=_TAIL)
        self._number = 0
        self._connections: dict[int, int] = {}
        self.received = 0
        """Bytes that the program has sent to the grader, over all connections together."""
        self._decoders: dict[Act, codecs.IncrementalDecoder] = {}
        self.conversation: tuple[Act, ...] = ()
        """What the grader and the program did to each other so far, or the beginning of much."""
        self.waited = 0.0
        """Seconds of the longest wait for something that came."""
        self.where: list[str] = []
        """The lines at which the program was found to hang."""
        self.waits: frozenset[tuple[str, int]] = frozenset()
        """The calls in which its threads were found to wait, each with the port that tells its connection from others,
        or 0."""

    def note(self, act: Act, text: str = "", *, data: bytes = b"", port: int = 0) -> None:
        """Something happened. `port` is the one that tells its connection from others: the client's."""
        connection = self._connections.setdefault(port, len(self._connections) + 1) if port else 0
        if act not in _ASIDES and len(self.conversation) < HEAD:
            self.conversation += (act,)
        self._add(Event(now() - self.began, act, text[:_TEXT], len(data), connection, self.lane), data)

    def note_data(self, act: Act, data: bytes, *, port: int = 0) -> None:
        """Bytes were sent, received or typed."""
        if act is Act.RECEIVED:
            self.received += len(data)
        self.note(act, quote(data), data=data, port=port)

    def note_output(self, act: Act, data: bytes) -> None:
        """The program printed something: a note for each line."""
        # A character may come in two parts.
        decoder = self._decoders.setdefault(act, codecs.getincrementaldecoder("utf-8")("replace"))
        for line in decoder.decode(beginning(data, _CHUNK)).splitlines():
            if line.strip():
                self.note(act, line)
        if len(data) > _CHUNK:
            self.note(act, f"[… {len(data) - _CHUNK} bytes more …]")

    def connection(self, port: int) -> int:
        """The number of a connection among several, counted from 1; 0 for the only one, or an unknown one."""
        return self._connections.get(port, 0) if len(self._connections) > 1 else 0

    def has_waited(self, seconds: float) -> None:
        """The grader has waited so long for something that came."""
        self.waited = max(self.waited, seconds)

    @property
    def events(self) -> tuple[Event, ...]:
        """What was noted, without what the middle of a long conversation would have been."""
        return (*self._head, *self._tail)

    @property
    def left_out(self) -> int:
        return self._number - len(self._head) - len(self._tail)

    def _add(self, event: Event, data: bytes) -> None:
        self._number += 1
        if len(self._head) < HEAD or event.party is Party.GRADER:
            self._tell(event, data)
        if len(self._head) < HEAD:
            self._head.append(event)
        else:
            self._tail.append(event)


def evidence_of(
    transcript: Transcript,
    *,
    to_program: Callable[[Segment], bool],
    ending: str,
) -> Evidence:
    """What a transcript and a capture have seen, as plain data."""
    capture = transcript.capture
    segments = capture.poll() if capture else []
    telling = [segment for segment in segments if not segment.is_bare_acknowledgement]
    shown = telling if len(telling) <= HEAD + _TAIL else [*telling[:HEAD], *telling[-_TAIL:]]
    return Evidence(
        events=transcript.events,
        events_left_out=transcript.left_out,
        packets=tuple(_packet(segment, transcript.began_at, to_program(segment)) for segment in shown),
        packets_left_out=len(telling) - len(shown) + (capture.dropped if capture else 0),
        where=tuple(dict.fromkeys(transcript.where)),
        ending=ending,
    )


def _packet(segment: Segment, began_at: float, to_program: bool) -> Packet:
    return Packet(
        seconds=segment.seconds - began_at,
        protocol=segment.protocol,
        source=show_address(*segment.source),
        target=show_address(*segment.target),
        to_program=to_program,
        flags=segment.flags,
        size=len(segment.payload),
        excerpt=quote(beginning(segment.payload, _EXCERPT))
        + (" …" if len(segment.payload) > _EXCERPT else "")
        if segment.payload
        else "",
    )
