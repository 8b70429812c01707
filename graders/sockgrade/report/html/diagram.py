"""A timeline as a sequence diagram: where everything goes. `diagram.svg.jinja` draws it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from sockgrade.evidence import Party
from sockgrade.report.html.timeline import Lane, Row, Shape, Timeline
from sockgrade.wording import count

#: Everything is in the SVG's user units; the text is monospaced, 11 units high.
WIDTH = 520
LEFT, RIGHT = 74, 498
HEAD = 34
_ROW = 30
_LINE = 14
#: Of a character, in the widest of the usual monospaced fonts.
_CELL = 6.7
#: Between text and the edges of its box, or the lanes.
_PADDING = 8
_CELLS = int((RIGHT - LEFT - 2 * _PADDING) / _CELL)
_NOTE_LINES = 3
#: Rows of a long timeline that are drawn: those of its beginning and of its end.
_FIRST, _LAST = 40, 20


@dataclass(frozen=True)
class Box:
    """A rectangle around text."""

    x: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Mark:
    """A row with its place."""

    row: Row
    y: float
    """Of the arrow, or of the first line of text."""
    lines: tuple[str, ...]
    """The text, cut to the room that there is."""
    box: Box

    @property
    def arrow(self) -> str:
        """The path of an arrow, from lane to lane."""
        if self.row.lane is Lane.LEFT:
            return f"M{LEFT} {self.y:g}H{RIGHT - 1}m-7-4 7 4-7 4"
        return f"M{RIGHT} {self.y:g}H{LEFT + 1}m7-4-7 4 7 4"


@dataclass(frozen=True)
class Diagram:
    """Everything that is drawn."""

    timeline: Timeline
    marks: tuple[Mark, ...]
    height: float


def diagram(timeline: Timeline) -> Diagram:
    """Lay a timeline out: evenly spaced, for time is a label and not a scale, and bounded."""
    marks: list[Mark] = []
    y: float = HEAD
    for row in _bounded(timeline.rows):
        lines = _lines(row)
        marks.append(Mark(row, y + _ROW - _PADDING, lines, _box(row, lines)))
        y += _ROW + _LINE * (len(lines) - 1)
    return Diagram(timeline, tuple(marks), y + _PADDING)


def _bounded(rows: tuple[Row, ...]) -> list[Row]:
    left_out = len(rows) - _FIRST - _LAST
    if left_out <= 1:
        return list(rows)
    words = f"{count(left_out, 'line')} not drawn; the list below has them"
    gap = Row(rows[_FIRST].seconds, Shape.GAP, Lane.BOTH, "", words)
    return [*rows[:_FIRST], gap, *rows[-_LAST:]]


def _lines(row: Row) -> tuple[str, ...]:
    """The text as it is drawn. SVG does not wrap."""
    if row.shape is Shape.NOTE:
        # Only beside a lane is it plain whose note it is.
        named = row.lane is Lane.BOTH and row.who != Party.KERNEL
        text = f"the {row.who} {row.what}" if named else row.what
        lines = textwrap.wrap(text, _CELLS, max_lines=_NOTE_LINES, placeholder=" …") or [""]
        return tuple(clip(line, _CELLS) for line in lines)
    return (clip(row.what, _CELLS - (len(row.channel) + 2 if row.channel else 0)),)


def clip(text: str, cells: int) -> str:
    """Text cut to so many columns of a monospaced font."""
    # Any number of combining characters takes no room at all.
    if cell_len(text) <= cells and len(text) <= 2 * cells:
        return text
    return set_cell_size(text[: 2 * cells], cells - 1).rstrip() + "…"


def _box(row: Row, lines: tuple[str, ...]) -> Box:
    """Around a note: at the edge of its lane, or between both."""
    width = max(map(cell_len, lines)) * _CELL + 2 * _PADDING
    x = {
        Lane.LEFT: LEFT - _PADDING,
        Lane.RIGHT: RIGHT + _PADDING - width,
        Lane.BOTH: (LEFT + RIGHT - width) / 2,
    }[row.lane]
    return Box(x, width, _LINE * len(lines) + _PADDING)
