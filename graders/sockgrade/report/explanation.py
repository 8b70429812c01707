"""Why a check did not pass, in rows: the same for the terminal, for JUnit and for whoever reads either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sockgrade.evidence.events import Act
from sockgrade.report.conversation import lines
from sockgrade.verdict import CheckResult, Kind, Outcome

#: Of the transcript: its last events lead to the verdict.
_CLOSING_EVENTS = 7
#: Failures of a program that never ran.
NEVER_RAN = (Kind.NOT_HANDED_IN, Kind.BUILD, Kind.GRADER)


@dataclass(frozen=True)
class Row:
    """A part of an explanation. The text is as it came, so it may be hostile."""

    label: str
    text: str


def explanation(check: CheckResult) -> Iterator[Row]:
    """What follows the message, in the order in which it helps."""
    failure, evidence = check.failure, check.evidence
    assert failure is not None
    failed = check.outcome is Outcome.FAILED
    rows = [
        Row("expected", failure.expected),
        Row("received" if failed else "details", failure.received),
        Row("bytes", failure.hexdump),
        Row("where", "\n".join(evidence.where)),
        Row("ended", evidence.ending),
        Row("seen", "\n".join(_closing_events(check))),
        Row("output", "" if evidence.events else check.output.strip("\n")),
    ]
    if failed and failure.kind not in NEVER_RAN:
        rows += [
            Row("hint", " ".join(check.advice.split())),
            Row("source", "; ".join(check.source)),
            Row("by hand", "\n".join(evidence.by_hand)),
        ]
    return (row for row in rows if row.text)


def _closing_events(check: CheckResult) -> list[str]:
    """The end of the transcript, without what the message says anyhow."""
    shown = lines(check.evidence)
    if check.evidence.events and check.evidence.events[-1].act is Act.HALTED:
        shown.pop()
    left_out = len(shown) - _CLOSING_EVENTS
    return [f"[… {left_out} earlier]", *shown[-_CLOSING_EVENTS:]] if left_out > 1 else shown
