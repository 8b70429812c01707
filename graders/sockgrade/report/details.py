"""One failure on the terminal: what happened, and everything that helps to understand it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sockgrade.evidence.text import visible, visible_lines
from sockgrade.report.carets import Side, difference
from sockgrade.report.explanation import MARK, ROOM, Room, Row, explanation
from sockgrade.report.summary import NO_FAULT_OF_THE_PROGRAM, cause
from sockgrade.verdict import CheckResult, Kind, Outcome

#: Lines of a program's output, and of what was expected and received, that are shown.
_OUTPUT_LINES = 12
_MESSAGE_LINES = 8
#: Characters of such a line; and where all must have room on one screen.
_WIDTH, _BRIEF_WIDTH = 400, 160
#: Characters of a row's label.
_LABEL = 8
_STYLES = {
    "expected": "green",
    "received": "red",
    "details": "dim",
    "where": "dim",
    "ended": "red",
    "seen": "dim",
    "hint": "cyan",
    "source": "dim",
}
#: The rows of which each line is cut where the terminal ends: they are to be looked at, not to be read.
_CUT = ("where", "seen")


def details(
    check: CheckResult, *, indent: int, width: int, about: str = "", room: Room = ROOM
) -> RenderableType:
    """What happened, in lines of `width` characters.

    `about` says in which check, where only this one is told of, and so in fewer words.
    """
    failure = check.failure
    assert failure is not None
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=_LABEL, no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    by_hand: list[RenderableType] = []
    compared = list(_compared(check, width - indent - _LABEL - 2))
    # Their difference is seen: a dump of the bytes is for those who want it all.
    is_shown = (("received", "bytes") if about else ("received",)) if compared else ()
    for row in explanation(check, about=about, room=room):
        if row.label == "by hand":
            by_hand = _commands(row, indent)
        elif row.label == "expected" and compared:
            for label, text in compared:
                table.add_row(label, text)
        elif row.label not in is_shown:
            table.add_row(row.label, _row_text(row, check, _BRIEF_WIDTH if about else _WIDTH))
    told = Group(_message(check), table) if table.row_count else _message(check)
    return Group(Padding(told, (0, 0, 0, indent)), *by_hand)


def _message(check: CheckResult) -> Text:
    assert check.failure is not None
    lines = "\n".join(visible_lines(check.failure.message, most=_MESSAGE_LINES))
    message = Text(lines, overflow="fold")
    message.stylize("bold", 0, len(visible(cause(check.failure))))
    if check.outcome is Outcome.ERROR:
        message.append(f"\n{NO_FAULT_OF_THE_PROGRAM}", style="magenta")
    return message


def _compared(check: CheckResult, width: int) -> Iterator[tuple[str, Text]]:
    """What was expected above what was received, if these can be compared, with their difference marked."""
    assert check.failure is not None
    if check.failure.kind is Kind.WRONG_OUTPUT:  # what was expected may stand anywhere in an output
        return
    if found := difference(check.failure.expected, check.failure.received, width):
        yield "expected", _marked(found.expected, _STYLES["expected"])
        yield "received", _marked(found.received, _STYLES["received"])
        yield "", Text(found.marks, style=_STYLES["received"], no_wrap=True, overflow="crop")


def _marked(side: Side, style: str) -> Text:
    text = Text(side.text, style=style, no_wrap=True, overflow="crop")
    text.stylize("bold reverse", *side.differs)
    return text


def _commands(row: Row, indent: int) -> list[RenderableType]:
    """Commands to be copied, which are never broken; in a table or a padding they would be."""
    labels = chain([row.label], repeat(""))
    return [
        Text.assemble(
            (f"{'':{indent}}{label:{_LABEL}} ", "dim"), visible(command), no_wrap=True, overflow="ignore"
        )
        for label, command in zip(labels, row.text.split("\n"), strict=False)
    ]


def _row_text(row: Row, check: CheckResult, width: int) -> Text:
    style = _STYLES.get(row.label, "")
    if row.label == "hint":
        return Text(visible(row.text), style=style)
    # Of a traceback and of a program's output the end matters.
    last = row.label in ("details", "ended", "output") or check.outcome is not Outcome.FAILED
    most = _OUTPUT_LINES if row.label in ("output", *_CUT) else _MESSAGE_LINES
    lines = visible_lines(row.text, most=most, width=width, last=last)
    if row.label not in _CUT:
        return Text("\n".join(lines), style=style)
    return _cut(lines, style)


def _cut(lines: Sequence[str], style: str) -> Text:
    """Lines that end with the terminal; the one that is marked is meant."""
    styled = [Text(line, style="bold red" if line.startswith(MARK) else style) for line in lines]
    text = Text("\n").join(styled)
    text.no_wrap, text.overflow = True, "ellipsis"
    return text
