"""Why a check did not pass, in rows: the same for the terminal, for JUnit and for whoever reads either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sockgrade.evidence.events import Act, Event, Evidence, Excerpt
from sockgrade.evidence.text import as_printed
from sockgrade.report.conversation import lines
from sockgrade.verdict import CheckResult, Kind, Outcome

#: How Python begins to tell of an exception.
_TRACEBACK = ("Traceback (", 'File "')
#: What marks the line of an excerpt that is meant.
MARK = ">"
#: Failures of a program that never ran.
NEVER_RAN = (Kind.NOT_HANDED_IN, Kind.BUILD, Kind.GRADER)


@dataclass(frozen=True)
class Row:
    """A part of an explanation. The text is as it came, so it may be hostile."""

    label: str
    text: str


@dataclass(frozen=True)
class Room:
    """For how much of what can be left out there is room."""

    events: int = 7
    """Of the transcript: its last events lead to the verdict."""
    by_hand: bool = True


ROOM = Room()


def explanation(check: CheckResult, *, about: str = "", room: Room = ROOM) -> Iterator[Row]:
    """What follows the message, in the order in which it helps, and nothing of it twice.

    `about` says in which check, where that is not clear.
    """
    failure, evidence = check.failure, check.evidence
    assert failure is not None
    failed = check.outcome is Outcome.FAILED
    said = f"{failure.message}\n{failure.received}"
    rows = [
        Row("where", "\n".join((*_excerpt(evidence.excerpt), *_other_places(evidence)))),
        Row("check", about),
        Row("expected", failure.expected),
        Row("received" if failed else "details", failure.received),
        Row("bytes", failure.hexdump),
        Row("ended", "" if _is_told(evidence.ending, said) else evidence.ending),
        Row("seen", "\n".join(_closing_events(evidence, said, room.events))),
        Row("output", "" if evidence.events else _printed(check.output)),
    ]
    if failed and failure.kind not in NEVER_RAN:
        rows += [
            Row("hint", " ".join(check.advice.split())),
            Row("source", "; ".join(check.source)),
            Row("by hand", "\n".join(evidence.by_hand) if room.by_hand else ""),
        ]
    return (row for row in rows if row.text)


def whole(check: CheckResult) -> str:
    """The message with its explanation, as text: some services show nothing but this."""
    if check.failure is None:
        return ""
    rows = ((row.label, "\n" if "\n" in row.text else " ", row.text) for row in explanation(check))
    return "\n".join((check.failure.message, *(f"{label}:{gap}{text}" for label, gap, text in rows)))


def place(check: CheckResult) -> Excerpt | None:
    """The lines of the student's own file that a failure is about, where it is known that they stand there."""
    excerpt = check.evidence.excerpt if check.outcome is Outcome.FAILED else None
    return excerpt if excerpt and excerpt.path else None


def _excerpt(excerpt: Excerpt | None) -> Iterator[str]:
    """The lines of the program's source, numbered, with a mark before the one that is meant."""
    if excerpt is None:
        return
    width = len(str(excerpt.first + len(excerpt.lines)))
    for number, line in enumerate(excerpt.lines, start=excerpt.first):
        yield f"{MARK if number == excerpt.line else ' '} {number:{width}} | {line.expandtabs()}".rstrip()


def _other_places(evidence: Evidence) -> Iterator[str]:
    """Where threads hang, as far as the excerpt does not show it."""
    if evidence.excerpt is None:
        return iter(evidence.where)
    shown = f"{evidence.excerpt.file}:{evidence.excerpt.line}"
    return (place for place in evidence.where if not place.startswith((f"{shown}:", f"{shown},")))


def _is_told(ending: str, said: str) -> bool:
    """Whether it is said how the program ended: its first and its last line, between which a traceback stands."""
    lines = ending.split("\n")
    return lines[0] in said and lines[-1].strip() in said


def _closing_events(evidence: Evidence, said: str, most: int) -> list[str]:
    """The end of the transcript, without what is said anyhow."""
    events = _untold(evidence.events, said)
    while events and (events[-1].act is Act.HALTED or _is_told_end(events[-1], said)):
        events.pop()
    shown = lines(replace(evidence, events=tuple(events))) if most else []
    left_out = len(shown) - most
    return [f"[… {left_out} earlier]", *shown[-most:]] if left_out > 1 else shown


def _is_told_end(event: Event, said: str) -> bool:
    return event.act is Act.EXITED and event.text in said


def _untold(events: Sequence[Event], said: str) -> list[Event]:
    """What happened, without the tracebacks that lead to the exception that is named."""
    stderr = [number for number, event in enumerate(events) if event.act is Act.COMPLAINED]
    begins = [number for number in stderr if events[number].text.lstrip().startswith(_TRACEBACK)]
    ends = [number for number in stderr if (text := events[number].text.strip()) and text in said]
    if not begins or not ends:
        return list(events)
    told = {number for number in stderr if begins[0] <= number <= ends[-1]}
    return [event for number, event in enumerate(events) if number not in told]


def _printed(output: str) -> str:
    return "\n".join(map(as_printed, output.replace("\r\n", "\n").strip("\n").split("\n")))
