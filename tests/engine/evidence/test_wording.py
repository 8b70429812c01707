"""What is quoted of a program is cut between characters, and never raises anything."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sockgrade.evidence.events import Act
from sockgrade.evidence.wording import beginning, boundary, hexdump, name, quote, sentences, show_difference
from sockgrade.process.streams import Output
from sockgrade.process.transcript import Transcript

JAPANESE = "メッセージを入力：" * 12
MIXED = st.one_of(
    st.binary(max_size=300), st.text(max_size=150).map(lambda text: text.encode(errors="replace"))
)


@pytest.mark.parametrize("before", ["", "a", "aa"])
def test_long_text_is_quoted_as_text(before: str) -> None:
    quoted = quote((before + JAPANESE).encode())
    assert quoted.startswith(f"'{before}メッセージを")
    assert "を入力：' (" in quoted
    assert "\\x" not in quoted


@pytest.mark.parametrize("before", ["", "a", "aa"])
def test_a_difference_is_shown_as_text(before: str) -> None:
    expected = (before + JAPANESE + "x" + JAPANESE).encode()
    received = (before + JAPANESE + "y" + JAPANESE).encode()
    assert "\\x" not in "".join(show_difference(expected, received))


@given(MIXED, st.integers(0, 400))
def test_a_cut_is_near(data: bytes, offset: int) -> None:
    assert offset - 4 < boundary(data, offset) <= offset
    assert data.startswith(beginning(data, offset))


@given(st.text(min_size=1, max_size=50), st.integers(0, 200))
def test_what_is_cut_off_from_text_is_text(text: str, offset: int) -> None:
    data = text.encode(errors="replace")
    beginning(data, offset).decode()
    data[boundary(data, offset) :].decode()


@given(MIXED, MIXED)
def test_nothing_is_too_strange_to_be_quoted(expected: bytes, received: bytes) -> None:
    quote(expected)
    name(received)
    show_difference(expected, received)
    hexdump(expected, received)


@pytest.mark.parametrize("before", ["", "a", "aa"])
def test_the_middle_of_a_flood_is_left_out_between_characters(before: str) -> None:
    output = Output()
    output.add((before + "メ" * 40_000).encode())
    assert "\ufffd" not in output.text
    assert "bytes left out" in output.text


@pytest.mark.parametrize("before", ["", "a", "aa"])
def test_output_that_fits_is_whole(before: str) -> None:
    text, output = before + "メ" * 15_000, Output()
    for start in range(0, len(text.encode()), 1000):
        output.add(text.encode()[start : start + 1000])
    assert output.text == text


def test_a_character_that_arrives_in_two_parts_is_noted_as_one() -> None:
    transcript, data = Transcript(), "入力".encode()
    transcript.note_output(Act.PRINTED, data[:4])
    transcript.note_output(Act.COMPLAINED, b"oh")
    transcript.note_output(Act.PRINTED, data[4:])
    assert [event.text for event in transcript.events] == ["入", "oh", "力"]


@given(
    st.lists(st.tuples(st.sampled_from([Act.PRINTED, Act.COMPLAINED]), st.binary(max_size=50)), max_size=5)
)
@example([(Act.PRINTED, b"\xe3" * 5000)])
def test_no_output_is_too_strange(pieces: list[tuple[Act, bytes]]) -> None:
    transcript, output = Transcript(), Output("/folder")
    for act, data in pieces:
        transcript.note_output(act, data)
        output.add(data)
    assert output.text.count("\ufffd") <= sum(len(data) for _, data in pieces)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It ended. It said why.", ["It ended.", "It said why."]),
        (
            "It waits in recv() (server.py:14, in f). (If it waits.)",
            ["It waits in recv() (server.py:14, in f).", "(If it waits.)"],
        ),
        ("It has not printed 'Hallo. Welt'. Why?", ["It has not printed 'Hallo. Welt'.", "Why?"]),
        ('It says "No. Never" and ends', ['It says "No. Never" and ends']),
        ("It can't. It won't.", ["It can't.", "It won't."]),
        ("At 127.0.0.1: e.g. nothing", ["At 127.0.0.1: e.g. nothing"]),
        ("", [""]),
    ],
)
def test_a_message_has_sentences(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts


def test_sentences_of_any_text_are_soon_found() -> None:
    assert list(sentences("'. A" * 300_000))
    assert list(sentences('"' * 1_000_000)) == ['"' * 1_000_000]
    assert list(sentences("." + " " * 1_000_000)) == ["." + " " * 1_000_000]
