"""Cells of a CSV file are exchanged, and no other byte: as the standard library reads it before and after."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sockgrade.classroom.cells import Table
from sockgrade.intake.submission import SubmissionError

_TEXTS = st.text(st.sampled_from('aß日,;\t"\n\r =+-@\u2028\x0b\x1c\ufeff'), max_size=6)
_ROWS = st.lists(st.lists(_TEXTS, min_size=1, max_size=4), max_size=5)
_ENCODINGS = st.sampled_from([("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe")])


@st.composite
def sheets(draw: st.DrawFn) -> tuple[bytes, str, str, str]:
    """A sheet with three sure titles: its bytes, its text, the encoding and the separator."""
    separator, line_end = draw(st.sampled_from(",;\t")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    encoding, mark = draw(_ENCODINGS)
    target = io.StringIO(newline="")
    if draw(st.booleans()):
        writer = csv.writer(target, delimiter=separator, lineterminator=line_end)
    else:
        writer = csv.writer(target, delimiter=separator, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "name, of; them", "grade"], *draw(_ROWS)])
    text = target.getvalue() + draw(st.sampled_from(["", line_end, line_end * 2]))
    text = text if draw(st.booleans()) else text.rstrip("\r\n")
    return mark + text.encode(encoding), text, encoding, separator


def read(text: str, separator: str) -> list[list[str]]:
    """As the standard library reads it, without rows in which nothing stands."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [row for row in rows if any(row)]


@settings(deadline=None)  # a busy machine decides how long one takes
@given(sheets())
def test_nothing_exchanged_is_the_same_bytes_and_the_same_cells(made: tuple[bytes, str, str, str]) -> None:
    content, text, _, separator = made
    table = Table(content)
    assert table.exchanged({}) == content
    titles, *rows = read(text, separator)
    assert table.titles == titles
    assert [[cell.text for cell in row] for row in table.rows] == rows


@settings(deadline=None)  # a busy machine decides how long one takes
@given(sheets(), st.data())
def test_what_is_exchanged_reads_as_it_was_meant(
    made: tuple[bytes, str, str, str], data: st.DataObject
) -> None:
    content, text, encoding, separator = made
    table = Table(content)
    cells = [cell for row in table.rows for cell in row]
    chosen = data.draw(st.lists(st.sampled_from(cells), unique=True)) if cells else []
    wanted = {cell: data.draw(_TEXTS.filter(bool)) for cell in chosen}
    new = table.exchanged(wanted)
    titles, *_ = read(text, separator)
    mark = content[: len(content) - len(text.encode(encoding))]
    assert new.startswith(mark)
    assert read(new.removeprefix(mark).decode(encoding), separator) == [
        titles,
        *([wanted.get(cell, cell.text) for cell in row] for row in table.rows),
    ]


def test_a_cell_keeps_its_quotation_marks_and_gets_them_where_it_needs_them() -> None:
    table = Table(b'a,"b",c\n1,"2",3\n')
    one, two, three = table.rows[0]
    assert table.exchanged({one: "9", two: "8", three: "7,5"}) == b'a,"b",c\n9,"8","7,5"\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,\xfc\n", "save it as CSV UTF-8"),
        (b"\xff\xfea", "save it as CSV UTF-8"),
        ("a,b".encode("utf-16-le"), "it is no CSV file"),
        (b"PK\x03\x04\0\0", "it is no CSV file"),
        (b"", "it is empty"),
        (b"\xef\xbb\xbf\n\n", "it is empty"),
        (b'a,b\n1,2\n"3" 4,5\n', "line 3 has a quotation mark where none can be"),
        (b'a,b\n"1\n",2\n"3,4\n', "line 4 has a quotation mark where none can be"),
    ],
)
def test_what_cannot_be_read_for_certain_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(SubmissionError, match=said):
        Table(content)
