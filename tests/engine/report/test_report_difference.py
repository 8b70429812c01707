"""Where what was received differs from what was expected."""

from __future__ import annotations

import pytest

from sockgrade.evidence.wording import quote, show_difference
from sockgrade.report.difference import Line, compare


def marked(line: Line) -> str:
    """A line with its differences in brackets, and dots for gaps."""
    return "".join(
        "." * len(part.text) if part.is_gap else f"[{part.text}]" if part.differs else part.text
        for part in line
    )


def together(expected: str, received: str) -> tuple[str, ...]:
    lines = compare(expected, received)
    assert lines is not None
    return tuple(map(marked, lines))


@pytest.mark.parametrize(
    ("expected", "received", "marks"),
    [
        (b"Word", b"WORD", ("'W[ord]'", "'W[ORD]'")),
        (b"aBcDe", b"ABCDE", ("'[a]B[c]D[e]'", "'[A]B[C]D[E]'")),
        (b"one two", b"onetwo", ("'one[ ]two'", "'one.two'")),
        (b"word", b"word\n", ("'word..'", "'word[\\n]'")),
        (b"a\n", b"a\r", ("'a[\\n]'", "'a[\\r]'")),
        (b"it's", b"its", ('"it[\']s"', "'it.s'")),
        (b"\x00\x01", b"\x00\x02", ("b'\\x00[\\x01]'", "b'\\x00[\\x02]'")),
        (b"\xff", b"ab", ("b'[\\xff]'", " '[ab]..'")),
        ("Grüße".encode(), b"Gr\xfcsse", (" 'Gr[üß]....e'", "b'Gr[\\xfcss]e'")),
    ],
)
def test_what_differs_is_marked_and_what_does_not_stands_in_the_same_columns(
    expected: bytes, received: bytes, marks: tuple[str, str]
) -> None:
    shown = show_difference(expected, received)
    assert together(*shown) == marks
    for line, text in zip(compare(*shown) or (), shown, strict=True):
        assert "".join(part.text for part in line if not part.is_gap).lstrip() == text


def test_of_a_long_message_the_place_is_compared_and_not_the_count() -> None:
    expected = b"x" * 500 + b"right" + b"y" * 500
    lines = together(*show_difference(expected, expected.replace(b"right", b"wrongs")))
    assert lines[0].startswith("1005 bytes; from byte 476: … 'xxx")
    assert "x[righty]y" in lines[0]
    assert "x[wrongs]y" in lines[1]


def test_what_stands_behind_the_data_is_left_alone() -> None:
    assert together("'word'", "'wor', then the end of the stream (FIN)") == (
        "'wor[d]'",
        "'wor.', then the end of the stream (FIN)",
    )


@pytest.mark.parametrize(
    ("expected", "received"),
    [
        ("'word'", "nothing"),
        ("a server that listens on TCP port 7", "the end of the program"),
        ("'word'", "'word', then the end of the stream (FIN)"),
        ("'word'", quote(b"word")),
        ("", ""),
        ("'never ends", "'word'"),
    ],
)
def test_words_are_not_compared(expected: str, received: str) -> None:
    assert compare(expected, received) is None


def test_a_gap_is_bounded() -> None:
    lines = compare("'" + "x" * 1000 + "'", "''")
    assert lines is not None
    assert max(len(part.text) for part in lines[1]) == 40
