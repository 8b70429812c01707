"""A timeline as a sequence diagram: where everything goes. `diagram.html.jinja` draws it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from sockgrade.evidence.events import Party
from sockgrade.evidence.wording import count
from sockgrade.report.html.timeline import Lane, Row, Shape, Timeline

#: Everything is in the SVG's user units; the text is monospaced, 11 units high.
WIDTH = 536
LEFT, RIGHT = 78, 502
HEAD = 32
_ROW = 32
#: An arrow and the text above it are as high as a note.
_LOWER = 6
_LINE = 14
#: Of a character, in the widest of the usual monospaced fonts.
_CELL = 6.7
#: Between text and the edges of its box, or the lanes.
_PADDING = 8
#: The line on which letters stand: above an arrow, below the middle of a box's first line, below a box's top.
_ABOVE, _BELOW, _ASCENT = 6, 4, 15
_CELLS = int((RIGHT - LEFT - 2 * _PADDING) / _CELL)
_NOTE_LINES = 8
#: Rows of a long timeline that are drawn: those of its beginning and of its end.
_FIRST, _LAST = 40, 20


@dataclass(frozen=True)
class Mark:
    """A row with its place."""

    row: Row
    y: float
    """Of the arrow, or of the middle of a note's first line."""
    lines: tuple[tuple[float, str], ...]
    """The text, cut to the room that there is, each line with its y."""
    width: float
    """Of a box around the text."""

    @property
    def x(self) -> float:
        """The left edge of the box: at the edge of its lane, or between both."""
        if self.row.shape is Shape.NOTE and self.row.lane is Lane.LEFT:
            return LEFT - _PADDING
        if self.row.shape is Shape.NOTE and self.row.lane is Lane.RIGHT:
            return RIGHT + _PADDING - self.width
        return (LEFT + RIGHT - self.width) / 2

    @property
    def text_x(self) -> float:
        """The middle of a line of text; the beginning of several."""
        return self.x + (self.width / 2 if len(self.lines) == 1 else _PADDING)

    @property
    def top(self) -> float:
        """The upper edge of the box."""
        return self.y + _BELOW - _ASCENT

    @property
    def height(self) -> float:
        """Of the box."""
        return _LINE * len(self.lines) + _PADDING

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
    top: float = HEAD
    for row in _bounded(timeline.rows):
        mark = _mark(row, top + _ROW / 2)
        marks.append(mark)
        top += _ROW + _LINE * (len(mark.lines) - 1)
    return Diagram(timeline, tuple(marks), top + _PADDING)


def _bounded(rows: tuple[Row, ...]) -> list[Row]:
    left_out = len(rows) - _FIRST - _LAST
    if left_out <= 1:
        return list(rows)
    words = f"[… {count(left_out, 'line')} not drawn; the list below has them …]"
    gap = Row(rows[_FIRST].seconds, Shape.GAP, Lane.BOTH, "", words)
    return [*rows[:_FIRST], gap, *rows[-_LAST:]]


def _mark(row: Row, middle: float) -> Mark:
    arrow = row.shape is Shape.ARROW
    y = middle + _LOWER if arrow else middle
    first = y - _ABOVE if arrow else y + _BELOW
    lines = _note(row) if row.shape is Shape.NOTE else [_label(row)]
    placed = tuple((first + _LINE * number, line) for number, line in enumerate(lines))
    return Mark(row, y, placed, max(map(cell_len, lines)) * _CELL + 2 * _PADDING)


def _note(row: Row) -> list[str]:
    """The lines of a note. SVG does not wrap."""
    # Only beside a lane is it plain whose note it is.
    named = row.lane is Lane.BOTH and row.who != Party.KERNEL
    text = f"the {row.who} {row.words}" if named else row.words
    lines = text.split("\n")
    if len(lines) == 1:
        lines = textwrap.wrap(text, _CELLS, drop_whitespace=False)
    if len(lines) > _NOTE_LINES:
        half = _NOTE_LINES // 2
        lines = [*lines[:half], f"[… {count(len(lines) - 2 * half, 'line')} …]", *lines[-half:]]
    return [clip(line, _CELLS) for line in lines] or [""]


def _label(row: Row) -> str:
    """What stands above an arrow, after the connection."""
    return clip(row.what, _CELLS - len(row.channel) - 2)


def clip(text: str, cells: int) -> str:
    """Text cut to so many columns of a monospaced font."""
    # Any number of combining characters takes no room at all.
    if cell_len(text) <= cells and len(text) <= 2 * cells:
        return text
    return set_cell_size(text[: 2 * cells], cells - 1).rstrip() + "…"
