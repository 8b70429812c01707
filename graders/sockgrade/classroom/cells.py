"""A CSV file of which single cells can be exchanged, while every other byte stays what it was.

The standard library's reader forgets how a cell was quoted and how a line ended; this one knows where each cell stands
in the text. What it takes for a cell is what RFC 4180 says, with any of the usual separators and line ends.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sockgrade.intake.submission import SubmissionError

_SEPARATORS = ",;\t"
#: How a file begins that says in which encoding it is; the bytes, and the encoding of the rest.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_LINE_END = re.compile(r"\r\n|\r|\n")


class Cell(NamedTuple):
    """A cell, and where it stands."""

    start: int
    """Of the cell with its quotation marks, in characters of the text."""
    end: int
    text: str


class Table:
    """What a CSV file holds. Raises SubmissionError, which says what to do, if it cannot be read for certain."""

    def __init__(self, content: bytes) -> None:
        self._mark, self._encoding = next(
            (found for found in _MARKS if content.startswith(found[0])), (b"", "utf-8")
        )
        try:
            self._text = content.removeprefix(self._mark).decode(self._encoding)
        except UnicodeDecodeError:
            raise SubmissionError("it is neither in UTF-8 nor in UTF-16: save it as CSV UTF-8") from None
        if "\0" in self._text:
            raise SubmissionError("it is no CSV file: export it anew, as CSV")
        self.separator = _separator(self._text)
        rows = [row for row in _rows(self._text, self.separator) if any(cell.text for cell in row)]
        if not rows:
            raise SubmissionError("it is empty: export it anew")
        self.titles = [cell.text.strip() for cell in rows[0]]
        self.rows = rows[1:]
        """Without those that are empty, and without that of the titles. Not all need have equally many cells."""

    def exchanged(self, texts: Mapping[Cell, str]) -> bytes:
        """The whole file, with other texts in some of its cells."""
        parts, position = [], 0
        for cell, text in sorted(texts.items()):
            parts += [self._text[position : cell.start], self._written(cell, text)]
            position = cell.end
        return self._mark + "".join([*parts, self._text[position:]]).encode(self._encoding)

    def _written(self, cell: Cell, text: str) -> str:
        """With quotation marks where the old text had them, or the new one needs them."""
        was_quoted = self._text.startswith('"', cell.start, cell.end)
        if was_quoted or any(character in text for character in f'{self.separator}"\r\n'):
            return '"' + text.replace('"', '""') + '"'
        return text


def _separator(text: str) -> str:
    """What there is most of in the line of the titles, outside of quotation marks."""
    titles = _LINE_END.split(_QUOTED.sub("", text).lstrip("\r\n"), maxsplit=1)[0]
    return max(_SEPARATORS, key=titles.count)


def _rows(text: str, separator: str) -> Iterator[list[Cell]]:
    plain = re.compile(f'[^{separator}\r\n"][^{separator}\r\n]*|')
    position, number, row = 0, 1, list[Cell]()
    while True:
        match = _QUOTED.match(text, position) or plain.match(text, position)
        assert match is not None  # nothing is a cell, too
        row.append(Cell(*match.span(), _unquoted(match[0])))
        position = match.end()
        if text.startswith(separator, position):
            position += 1
            continue
        end = _LINE_END.match(text, position)
        if end is None and position < len(text):
            raise SubmissionError(
                f"line {number} has a quotation mark where none can be: take the file as it was exported"
            )
        yield row
        if end is None:
            return
        number += len(_LINE_END.findall(text, row[0].start, end.end()))
        position, row = end.end(), []


def _unquoted(written: str) -> str:
    return written[1:-1].replace('""', '"') if written.startswith('"') else written
