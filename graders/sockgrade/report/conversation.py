"""What happened during a check, in words: one line an event."""

from __future__ import annotations

from collections.abc import Sequence

from sockgrade.evidence.events import Act, Event, Evidence
from sockgrade.evidence.text import as_printed, visible
from sockgrade.evidence.wording import count

#: Completes "the grader …", "the program …"; `{}` is the event's text.
_PHRASES = {
    Act.NAMED: "says what a name stands for: {}",
    Act.LAID: "lays a file of {size} beside the program: {}",
    Act.STARTED: "the program starts: {}",
    Act.TYPED: "types {}",
    Act.ENDED_INPUT: "ends the input (Ctrl-D)",
    Act.SIGNALLED: "sends the signal {}",
    Act.AWAITED: "listens on {}",
    Act.SILENT: "gives no answer on {}",
    Act.CONNECTED: "connects from {}",
    Act.REFUSED: "cannot connect: {}",
    Act.ACCEPTED: "accepts a connection from {}",
    Act.SENT: "sends {size}: {}",
    Act.PASSED: "sends an IP packet with {size} behind its header: {}",
    Act.FINISHED: "finishes: it will send nothing more (FIN)",
    Act.BROKE_OFF: "breaks the connection off (RST)",
    Act.CLOSED: "closes the connection",
    Act.RECEIVED: "sends {size}: {}",
    Act.GOT_END: "closes its side (FIN)",
    Act.GOT_RESET: "breaks the connection off (RST)",
    Act.PRINTED: "prints: {}",
    Act.COMPLAINED: "writes to stderr: {}",
    Act.LISTENED: "the program listens on {}",
    Act.LINKED: "{}",
    Act.EXITED: "the program has ended: {}",
    Act.HALTED: "{}",
}
_OUTPUT = {Act.PRINTED, Act.COMPLAINED}


def phrase(event: Event, *, numbered: bool = False) -> str:
    """What happened, harmless on a terminal; `numbered` where there are several connections to tell apart."""
    text = as_printed(event.text) if event.act in _OUTPUT else visible(event.text)
    words = _PHRASES[event.act].format(text, size=count(event.size))
    words = words if text else words.removesuffix(": ")
    if event.lane:
        words = words.replace("the program", f"the {event.lane}", 1)
    return f"[{event.connection}] {words}" if numbered and event.connection else words


def has_several_connections(events: Sequence[Event]) -> bool:
    """Whether events must say which connection they concern."""
    return len({event.connection for event in events if event.connection}) > 1


def lines(evidence: Evidence) -> list[str]:
    """The transcript, a line an event: time in milliseconds, who, what; with a note of what was left out."""
    numbered = has_several_connections(evidence.events)
    shown = [
        f"{event.seconds * 1000:7.1f} ms  {event.who:7}  {phrase(event, numbered=numbered)}"
        for event in evidence.events
    ]
    if evidence.events_left_out:
        # It is the middle that is left out.
        shown.insert(len(shown) // 2, f"[… {count(evidence.events_left_out, 'event')} left out …]")
    return shown
