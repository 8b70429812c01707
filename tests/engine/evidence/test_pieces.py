"""What a program should print is found in any text, in time that grows with its length alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sockgrade.evidence.pieces import Piece, Shown, Word, occurrences, show


@pytest.mark.parametrize(
    ("text", "pieces", "times"),
    [
        ("Connected by ('127.0.0.1', 4711)", ("Connected by", "127.0.0.1", Word(4711)), 1),
        ("Connected by ('127.0.0.1', 47110)", ("Connected by", "127.0.0.1", Word(4711)), 0),
        ("Connected by 14711 and 4711", ("Connected by", Word(4711)), 1),
        ("127.0.0.1 Connected by", ("Connected by", "127.0.0.1"), 0),
        ("Recevied: b'x'", (("Received", "Recevied"), "b'x'"), 1),
        ("Nachricht: Nachricht: ", ("Nachricht:",), 2),
        ("type 'end' to quit", (Word("end"),), 1),
        ("send what you want", (Word("end"),), 0),
        ("", ("x",), 0),
        ("Received b'word'", ("Received", Shown("word")), 1),
        ("Received: word\n", ("Received", Shown("word")), 1),
        ("Received b'word' from 127.0.0.1", ("Received", Shown("word")), 1),
        ("Received \"b'word'\"", ("Received", Shown("word")), 0),
        ("Received b'word", ("Received", Shown("word")), 0),
        ("Receivedb'word'", ("Received", Shown("word")), 0),
        ("Received 'word'", ("Received", Shown("word")), 0),
        ("Received word\0", ("Received", Shown("word")), 0),
        ("Received words, word", ("Received", Shown("word")), 1),
    ],
)
def test_pieces_are_found_in_their_order(text: str, pieces: tuple[Piece, ...], times: int) -> None:
    assert occurrences(text, pieces) == times


@given(st.text("ab", max_size=30), st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=3))
def test_a_text_made_of_the_pieces_has_them(between: str, pieces: list[str]) -> None:
    assert occurrences(between.join(pieces), pieces) >= 1


@pytest.mark.parametrize("piece", ["127.0.0.1", Word(1), Shown(1), ("Received", "Recevied")])
def test_no_text_takes_long(piece: Piece) -> None:
    text = "Connected by" * 2600 + "127.0.0.1" * 3600 + "1" * 30000
    began = time.process_time()
    occurrences(text, ("Connected by", piece, Word(4711)))
    assert time.process_time() - began < 0.5


def test_pieces_are_shown_as_a_student_reads_them() -> None:
    assert show((("Received", "Recevied"), "b'x'")) == "Received … b'x'"
