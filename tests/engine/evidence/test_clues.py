"""What wrong bytes have in common with the right ones is said in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sockgrade.behaviours.time_server import _Told
from sockgrade.checks import CheckFailed
from sockgrade.evidence.clues import clue, missed
from sockgrade.evidence.pieces import Piece, Shown
from sockgrade.kernel.clock import ctime

TEXT = "Received: Grüße"


@pytest.mark.parametrize(
    ("received", "said"),
    [
        (b"", "It is empty."),
        (TEXT[:4].encode(), "It is only the first 4 bytes of 17."),
        (f"{TEXT}!".encode(), "It has 1 byte too many: '!' after the expected bytes."),
        (f" {TEXT}".encode(), "A blank too many at the beginning."),
        (f"\n{TEXT}".encode(), "A line end too many at the beginning."),
        (f"> {TEXT}".encode(), "The right ones come at the end, after 2 bytes too many."),
        (f"{TEXT} ".encode(), "It has 1 byte too many: ' ' after the expected bytes."),
        (TEXT.encode() + bytes(9), "It ends with 9 NUL bytes."),
        (TEXT.encode().ljust(64), "It has 47 bytes too many, each of them ' '."),
        (bytes(1) + TEXT.encode() + bytes(2), "It has 3 NUL bytes."),
        (bytes(3) + TEXT.encode(), "It begins with 3 NUL bytes."),
        (b"\0".join(TEXT.encode().split(b" ")), ""),
        (TEXT.replace(" ", "\0 ").encode(), "It has 1 NUL byte."),
        (TEXT.lower().encode(), "It is all in small letters."),
        (TEXT.replace("R", "r").encode(), "Only capital and small letters differ."),
        (b"RECEIVED: GR\xc3\xbc\xc3\x9fE", "It is all in capital letters."),
        (f"\t{TEXT} \n".encode(), "Only blanks or line ends at the beginning or the end differ."),
        (TEXT.replace(" ", "  ").encode(), "Only blanks and line ends differ."),
        (TEXT.encode()[::-1], "It is in reverse order."),
        (TEXT[::-1].encode(), "It is in reverse order."),
        (f"{TEXT[::-1]}\n".encode(), "It is in reverse order."),
        (TEXT.encode("latin-1"), "It is encoded as Latin-1, and not as UTF-8."),
        (TEXT.encode("cp850"), "It is encoded as DOS (CP 850), and not as UTF-8."),
        (TEXT.encode("utf-16"), "It is encoded as UTF-16, and not as UTF-8."),
        (TEXT.encode("utf-16-le"), "It is encoded as UTF-16, and not as UTF-8."),
        (TEXT.encode("utf-16-be"), "It is encoded as UTF-16, and not as UTF-8."),
        (TEXT.encode("utf-8-sig"), "It begins with a byte order mark (UTF-8-SIG)."),
        (TEXT.encode().decode("latin-1").encode(), "Its UTF-8 was decoded as if it were another encoding"),
        (TEXT.encode("ascii", "replace"), "The characters that are not ASCII are lost."),
        (repr(TEXT.encode()).encode(), "It is the way in which Python shows bytes"),
        (repr(TEXT).encode(), "It is the way in which Python shows text"),
        (b"What came before", "It is what was right the time before: the program is one message behind."),
        (b"127.0.0.1", "It is the line that was typed for the address."),
        (b"end\n", "It is the line that was typed as line 2."),
        (b"something else", ""),
    ],
)  # fmt: skip
def test_a_clue_names_the_mistake(received: bytes, said: str) -> None:
    found = clue(TEXT.encode(), received, before=b"What came before", typed=b"127.0.0.1\nend\n")
    assert found.startswith(f" {said}") if said else not found


@pytest.mark.parametrize(
    ("expected", "received", "said"),
    [
        (b"a line\n", b"a line", "A line end at the end is missing."),
        (b"a line \r\n", b"a line ", "A line end at the end is missing."),
        (b"a word  ", b"a word", "2 blanks at the end are missing."),
        (b" a word", b"a word", "A blank at the beginning is missing."),
    ],
)
def test_what_strip_took_away_is_named(expected: bytes, received: bytes, said: str) -> None:
    assert clue(expected, received) == f" {said}"


def test_of_a_difference_far_behind_nothing_is_said() -> None:
    assert clue(bytes(2**20 + 5), bytes(2**20) + b"other") == ""


def test_a_label_in_other_letters_is_seen_in_the_output() -> None:
    wanted = ("Received:", "word")
    assert missed(wanted, "received: word\n") == " It is there, but with other capital and small letters."
    assert not missed(wanted, "Got word\n")


@pytest.mark.parametrize("wanted", [Shown("[::1] word"), (Shown("[::1] word"), Shown("[::2] word"))])
@pytest.mark.parametrize("printed", ["'[::1] word'\n", "[::1] wordNext: "])
def test_what_stands_beside_the_words_is_seen_in_the_output(wanted: Piece, printed: str) -> None:
    beside = " It is there, but quotation marks or other characters stand directly beside it."
    assert missed([wanted], printed) == beside
    assert missed([wanted], printed.upper()) == ""
    assert missed([wanted], "[::1] WORD\n") == " It is there, but with other capital and small letters."


@given(*[st.one_of(st.binary(max_size=40), st.text(max_size=20).map(str.encode)) for _ in range(4)])
def test_no_bytes_are_too_strange(expected: bytes, received: bytes, before: bytes, typed: bytes) -> None:
    clue(expected, received, before=before, typed=typed)


NOW = 1_500_000_009  # Fri Jul 14 02:40:09 2017
MOMENT = ctime(NOW)
RIGHT = "The server tells the right time, but does not write it as ctime() does."


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (MOMENT.replace(" ", "  ", 1), f"{RIGHT} Only blanks and line ends differ."),
        (f" {MOMENT}\r\n", f"{RIGHT} A blank too many at the beginning."),
        (f"{MOMENT}!\r\n", f"{RIGHT} It has 1 byte too many: '!'"),
        (MOMENT.lower(), f"{RIGHT} It is all in small letters."),
        (f"b'{MOMENT}\\r\\n'", f"{RIGHT} It is the way in which Python shows bytes"),
        (f"b'{MOMENT}'", f"{RIGHT} It is the way in which Python shows bytes"),
        (f"The time is {MOMENT}", f"{RIGHT} The right ones come at the end, after 12 bytes too many."),
        (" ".join(reversed(MOMENT.split())), RIGHT),
        (f"2017-07-14 {MOMENT.split()[3]}", RIGHT),
        (f"14.07.2017, {MOMENT.split()[3]}.123456", RIGHT),
        (f"{NOW}.25", RIGHT),
        (MOMENT.replace(":09", ""), "The server tells the right time, but not as ctime() writes it: the seconds are"),
        (ctime(NOW - 3600), "The server does not tell the time at which its client is connected."),
        ("quarter past three", "What the server sends is not the time, as ctime() writes it."),
        ("", "What the server sends is not the time, as ctime() writes it."),
    ],
)  # fmt: skip
def test_how_a_time_is_written_is_told_from_the_time_itself(sent: str, said: str) -> None:
    with pytest.raises(CheckFailed) as caught:
        _Told(sent.encode(), NOW, NOW).expect_time(2)
    assert caught.value.failure.message.startswith(said)


@pytest.mark.parametrize("sent", [MOMENT, f"{MOMENT}\r\n", f"{MOMENT}\n", ctime(NOW + 2)])
def test_the_right_time_is_right(sent: str) -> None:
    _Told(sent.encode(), NOW, NOW).expect_time(2)


@given(st.binary(max_size=60))
def test_no_time_is_too_strange(sent: bytes) -> None:
    with pytest.raises(CheckFailed):
        _Told(sent, NOW, NOW).expect_time(2)
