"""A rehearsal on a terminal, or in a log: a line for each thing, with its time and who did it."""

from __future__ import annotations

import textwrap

from rich.cells import chop_cells
from rich.console import Console
from rich.text import Text

from sockgrade.evidence.text import visible
from sockgrade.rehearsal.lines import Line, Mark

#: Characters of a line that are shown, and columns of a tabulator.
_LONGEST = 400
_TAB = 8
_MARKS = {
    Mark.PRINTED: "│",
    Mark.COMPLAINED: "!",
    Mark.SENT: "→",
    Mark.TYPED: "<",
    Mark.ASKED: "<",
    Mark.REMARK: "·",
}
#: Where the terminal's encoding has no such characters.
_PLAIN_MARKS = {**_MARKS, Mark.PRINTED: "|", Mark.SENT: ">", Mark.REMARK: "-"}
_STYLES = {Mark.COMPLAINED: "red", Mark.SENT: "dim", Mark.TYPED: "bold", Mark.REMARK: "yellow"}
_COLOURS = {"server": "cyan", "client": "magenta", "program": "cyan", "nobody": "red"}
#: Characters before the text of a line: time, who, mark.
_MARGIN = len("   0.000  server  │ ")


class Screen:
    """Shows lines as they happen; an unfinished one stays open, for the cursor to wait behind a prompt."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._began: float | None = None
        self._open: tuple[str, Mark] | None = None
        """Whose line the cursor stands in."""
        try:
            "".join(_MARKS.values()).encode(console.encoding)
            self._marks = _MARKS
        except (UnicodeEncodeError, LookupError):
            self._marks = _PLAIN_MARKS

    @property
    def legend(self) -> str:
        """What the marks mean."""
        marks = self._marks
        return (
            f"{marks[Mark.PRINTED]} prints   {marks[Mark.COMPLAINED]} prints on stderr   "
            f"{marks[Mark.SENT]} sends   {marks[Mark.TYPED]} is typed   {marks[Mark.REMARK]} sockgrade says"
        )

    def write(self, text: str, style: str = "dim") -> None:
        """Show a line that is no part of what happens; it is never broken, for it may be there to be copied."""
        self._console.print(Text(visible(text), style=style), soft_wrap=True)

    def tell(self, line: Line) -> None:
        """Show what happened."""
        if line.mark in (Mark.ECHOED, Mark.ASKED):
            self._heed_the_cursor(line)
            return
        text = _harmless(line.text)
        if line.continues and self._open == (line.who, line.mark):
            self._print(line.mark, text)
        elif line.continues and not text:
            return  # the end of a line that something else has ended already
        else:
            self.close_line()
            self._console.print(self._margin(line), end="")
            self._print(line.mark, f"\n{'':{_MARGIN}}".join(self._fold(line.mark, text)))
        if line.is_finished:
            self._console.print()
        self._open = None if line.is_finished else (line.who, line.mark)

    def _heed_the_cursor(self, line: Line) -> None:
        """A terminal shows what is typed where its cursor stands; nobody sees that elsewhere."""
        if not self._console.is_terminal:
            return
        if line.mark is Mark.ECHOED:
            self._open = None if line.text.endswith("\n") else (line.who, line.mark)
        elif self._open is None:
            self._console.print(self._margin(line), end="")
            self._open = (line.who, line.mark)

    def close_line(self) -> None:
        """End a line that a program has left open."""
        if self._open is not None:
            self._console.print()
        self._open = None

    def _margin(self, line: Line) -> Text:
        self._began = line.seconds if self._began is None else self._began
        mark = self._marks[line.mark] if line.who else ""
        time = "" if line.mark is Mark.ASKED else f"{max(0.0, line.seconds - self._began):.3f}"
        return Text.assemble(
            (f"{time:>8}  ", "dim"),
            (f"{line.who:7} ", _COLOURS.get(line.who, "")),
            (f"{mark:1} ", _STYLES.get(line.mark, "dim")),
        )

    def _print(self, mark: Mark, text: str) -> None:
        self._console.print(Text(text, style=_STYLES.get(mark, "")), end="", soft_wrap=True)

    def _fold(self, mark: Mark, text: str) -> list[str]:
        """A line in as many as the terminal's width takes; logs have room."""
        width = self._console.width - _MARGIN
        if not self._console.is_terminal or width < 20:
            return [text]
        return (textwrap.wrap(text, width) if mark is Mark.REMARK else chop_cells(text, width)) or [""]


def _harmless(text: str) -> str:
    """One line, whatever is in it, and not too long."""
    text = visible(text.expandtabs(_TAB))
    left_out = len(text) - _LONGEST
    return text if left_out <= 0 else f"{text[:_LONGEST]} [… {left_out} characters left out …]"
