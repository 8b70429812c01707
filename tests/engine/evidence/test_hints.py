"""A hint tells a program what is for all, and what is for its language."""

from __future__ import annotations

import pytest

from sockgrade.course import LANGUAGES as OF_PROGRAMS
from sockgrade.evidence.hints import LANGUAGES, for_language

HINT = """The stream has an end.
    Leave the loop then.

    Python: recv() returns b"".

    C: recv() returns 0,
    and -1 after an error.

    Note: close the socket. In C: too.
    """


@pytest.mark.parametrize(
    ("language", "own"),
    [("Python", 'recv() returns b"".'), ("C", "recv() returns 0, and -1 after an error."), ("", "")],
)
def test_paragraphs_of_other_languages_are_left_out_and_the_label_of_its_own(language: str, own: str) -> None:
    shared = "The stream has an end. Leave the loop then.", "Note: close the socket. In C: too."
    told = for_language(HINT, language).split("\n\n")
    assert [" ".join(part.split()) for part in told] == [shared[0], *([own] if own else []), shared[1]]


@pytest.mark.parametrize("language", ["", *LANGUAGES])
def test_a_hint_without_paragraphs_stays_as_it_is(language: str) -> None:
    assert for_language("Work harder.", language) == "Work harder."
    assert for_language("", language) == ""


def test_a_label_may_stand_on_a_line_of_its_own() -> None:
    assert for_language("C:\n  close() it.", "C") == "close() it."
    assert for_language("C:\n  close() it.", "Python") == ""


def test_every_language_that_is_graded_may_have_its_hints() -> None:
    assert set(LANGUAGES) == set(OF_PROGRAMS.values())
