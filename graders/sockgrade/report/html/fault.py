"""Where in a conversation it went wrong: the packet or event that was, or that there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from sockgrade.evidence.events import Act, Event, Packet
from sockgrade.verdict import Failure, Kind

#: A thing that was seen.
Seen = Event | Packet


class _Sign(Enum):
    """What a program did, as far as it may be wrong."""

    DATA = auto()
    END = auto()
    RESET = auto()
    UNREACHABLE = auto()
    OPENING = auto()
    LISTENING = auto()
    EXIT = auto()


_ACTS = {
    Act.RECEIVED: _Sign.DATA,
    Act.GOT_END: _Sign.END,
    Act.GOT_RESET: _Sign.RESET,
    Act.ACCEPTED: _Sign.OPENING,
    Act.LISTENED: _Sign.LISTENING,
    Act.EXITED: _Sign.EXIT,
}
_FLAGS = {"SYN": _Sign.OPENING, "FIN": _Sign.END, "RST": _Sign.RESET}
_WRONG = {
    Kind.WRONG_DATA: (_Sign.DATA,),
    Kind.TOO_MUCH: (_Sign.DATA,),
    Kind.CLOSED: (_Sign.END,),
    Kind.RESET: (_Sign.RESET,),
    Kind.REFUSED: (_Sign.RESET,),
    Kind.UNREACHABLE: (_Sign.UNREACHABLE,),
    Kind.WRONG_ADDRESS: (_Sign.LISTENING, _Sign.OPENING, _Sign.DATA),
    Kind.WRONG_TRANSPORT: (_Sign.LISTENING, _Sign.OPENING, _Sign.DATA),
    Kind.WRONG_SOCKET: (_Sign.LISTENING,),
    Kind.ENDED: (_Sign.EXIT,),
    Kind.WRONG_EXIT: (_Sign.EXIT,),
}
#: What would have crossed the network, as `expected` names it: data, quoted or counted, or a FIN.
_PACKET = re.compile(r"b?['\"]|\d+ bytes?\b|the end of the (?:connection|stream)\b")


def wrong(failure: Failure, seen: Sequence[Seen]) -> Seen | None:
    """What was wrong of the things that were seen, in order; None if it is something that is missing."""
    signs = _WRONG.get(failure.kind, ())
    found = [thing for thing in seen if not _signs(thing).isdisjoint(signs)]
    return _first_wrong(found, failure.wrong_bytes) if found else None


def is_packet(missing: Failure) -> bool:
    """Whether what did not come would have been a packet."""
    return missing.kind is not Kind.WRONG_OUTPUT and _PACKET.match(missing.expected) is not None


def _signs(thing: Seen) -> set[_Sign]:
    if isinstance(thing, Event):
        return {_ACTS[thing.act]} if thing.act in _ACTS else set()
    if thing.to_program:
        return set()
    if thing.protocol == "icmp":
        return {_Sign.UNREACHABLE}
    signs = {_FLAGS[flag] for flag in thing.flags.split() if flag in _FLAGS and thing.flags != "SYN ACK"}
    return signs | {_Sign.DATA} if thing.size or thing.protocol == "udp" else signs


def _first_wrong(found: Sequence[Seen], wrong_bytes: int) -> Seen:
    """What brought the first wrong byte, counted from the end; the last thing where no bytes are counted."""
    thing = found[-1]
    for thing in reversed([thing for thing in found if _way(thing) == _way(found[-1])]):
        wrong_bytes -= thing.size
        if wrong_bytes <= 0:
            break
    return thing


def _way(thing: Seen) -> object:
    return thing.connection if isinstance(thing, Event) else (thing.source, thing.target)
