"""Hostile text is made visible, and stays harmless."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET

import pytest
from results import HOSTILE

from sockgrade.evidence.text import as_printed, for_xml, number, points, visible, visible_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, Grüße, 你好, 😀", "plain text, Grüße, 你好, 😀"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
        ("\u202e\u2066\u200b\u200d\ufeff", "\\u202e\\u2066\\u200b\\u200d\\ufeff"),
        ("\ud800\ufffe\U000e0041", "\\ud800\\ufffe\\U000e0041"),
        ("a\u2800\u3164b\ufe0f", "a\\u2800\\u3164b\\ufe0f"),
        ("\xa0\u2028", "\\xa0\\u2028"),
    ],
)
def test_every_character_can_be_seen(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Port: ", "'Port: '"),
        ("Port:", "Port:"),
        ("    sock.recv(1)", "    sock.recv(1)"),
        ("Port:\t", "Port:\\t"),
        ("Port:\xa0", "Port:\\xa0"),
        (" ", "' '"),
        ("", ""),
    ],
)
def test_blanks_at_the_end_of_what_was_printed_are_seen(line: str, shown: str) -> None:
    assert as_printed(line) == shown


def test_any_character_is_harmless_on_a_terminal() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert visible(everything).isprintable()
    assert not visible(everything).isascii()


def test_lines_are_capped_at_the_end_that_matters() -> None:
    text = "\n".join(f"line {n}" for n in range(1, 31))
    assert visible_lines(text, most=2) == ["line 1", "line 2", "[… 28 lines left out …]"]
    assert visible_lines(text, most=29, last=True)[:2] == ["[… 1 line left out …]", "line 2"]
    assert visible_lines("a\r\nb\n\n", most=5) == ["a", "b"]


def test_long_lines_are_shortened() -> None:
    (line,) = visible_lines("x" * 1000, most=5, width=10)
    assert line == "xxxxxxxxxx [… 990 characters left out …]"


def test_any_character_survives_xml() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    safe = for_xml(everything)
    element = ET.Element("a", b=safe)
    element.text = safe
    document = ET.tostring(element)
    parsed = ET.fromstring(document)
    assert parsed.text == safe
    assert parsed.get("b") == safe
    assert for_xml(safe) == safe


def test_xml_text_is_escaped_visibly() -> None:
    assert for_xml("\x1b\x00\ud800\ufffe\U0001ffff") == "\\x1b\\x00\\ud800\\ufffe\\U0001ffff"
    assert for_xml("a\r\n\tb ü 😀 <&>") == "a\n\tb ü 😀 <&>"
    assert "\\u202e" in for_xml(HOSTILE)


def test_points_are_written_as_people_write_them() -> None:
    assert (number(3.0), number(2.5), number(0.1 + 0.2)) == ("3", "2.5", "0.3")
    assert points(0, 1) == "0 of 1 point"
    assert points(1, 2.5) == "1 of 2.5 points"
    assert points(None, 19) == "not graded, of 19 points"
