"""The page of a class: what many have not understood comes first, nobody is named, and it is safe to be shown."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from browser import chromium, visit
from results import HOSTILE, check, conversation, failed_with, hostile, program

from sockgrade.evidence.events import Evidence
from sockgrade.report.html import to_class_html
from sockgrade.report.lesson import Lesson
from sockgrade.verdict import CheckResult, Failure, Kind, Outcome, ProgramResult

STUCK = "It waits in recv() for more data ({place})."


def stuck(name: str, place: str = "server.py:14") -> CheckResult:
    failure = Failure(Kind.STUCK, STUCK.format(place=place))
    return replace(check(name, Outcome.FAILED), failure=failure)


def lesson(**students: ProgramResult | None) -> Lesson:
    """A class: whoever has no result has handed in nothing."""
    made = Lesson("Words")
    for name, result in students.items():
        page = f"students/{name}.html" if result else ""
        made.add(
            name, [result] if result else [], problem="" if result else "nothing was handed in", page=page
        )
    return made


def test_the_same_mistake_is_one_wherever_it_was_made() -> None:
    found = lesson(
        Anna=program(stuck("answers"), stuck("survives")),
        Bo=program(stuck("survives", "my server.py:99, in main")),
        Cem=program(check("answers", Outcome.FAILED)),
        Dora=program(check("answers", Outcome.ERROR)),
        Eve=None,
    ).troubles
    assert [(trouble.message, trouble.students) for trouble in found] == [
        ("It waits in recv() for more data.", 2),
        ("It did not. The server answers.", 1),
    ]


def test_that_something_else_came_is_another_mistake_in_another_check() -> None:
    answers, survives = (program(check(name, Outcome.FAILED)) for name in ("answers", "survives"))
    assert [trouble.students for trouble in lesson(Anna=answers, Bo=survives).troubles] == [1, 1]


def test_the_shortest_conversation_is_the_example() -> None:
    long, short = conversation(), replace(conversation(), events=conversation().events[:2])
    bad = [program(failed_with(evidence)) for evidence in (Evidence(), long, short, long)]
    (trouble,) = lesson(Anna=bad[1], Bo=bad[2], Cem=bad[3], Dora=bad[0]).troubles
    assert trouble.students == 4
    assert len(trouble.check.evidence.events) == 2


def test_nobody_is_named() -> None:
    said = "In annas_server.py:7 'Hello, I am Anna' was sent by MEIER-LI."
    evidence = conversation("'Anna Meier wrote this in anna.py'")
    failure = Failure(
        Kind.WRONG_DATA, said, expected="'x'", received="'Anna'", hint="Mend annas_server.py, Li!"
    )
    made = lesson(**{"Meier-Li, Anna": program(failed_with(evidence, failure=failure, output=said))})
    (trouble,) = made.troubles
    assert "the program" in trouble.message
    told = repr(trouble.check).casefold()
    assert not {"anna", "annas", "meier", "li"} & set(re.findall("[a-z]+", told))
    assert "server.py" not in told


def test_points_are_shared_out() -> None:
    whole, half = program(check("a")), program(check("a"), check("b", Outcome.FAILED))
    assert lesson(Anna=whole, Bo=half, Cem=half, Dora=None).distribution == [0, 0, 0, 0, 0, 2, 0, 0, 0, 1]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    made = lesson(
        Bo=program(check("answers")),
        anna=program(stuck("answers"), check("survives")),
        Cem=program(stuck("answers"), *(check(f"x{number}") for number in range(12))),
        Dora=None,
    )
    file = tmp_path / "index.html"
    file.write_text(to_class_html(made), encoding="utf-8")
    return file


def test_the_table_is_sorted_by_whatever_is_wanted(page: Path) -> None:
    with chromium() as browser, visit(browser, page) as visited:
        assert visited.sorted_by("student") == ["anna", "Bo", "Cem", "Dora"]
        assert visited.sorted_by("student") == ["Dora", "Cem", "Bo", "anna"]
        first, *_, last = visited.sorted_by("doc/word/server")
        assert (first, last) == ("Dora", "Cem")
        assert visited.complaints == []
        assert visited.violations() == ""


def test_hostile_names_and_programs_do_nothing(tmp_path: Path) -> None:
    poison = "</script><script>document.title='run'</script><img src=x onerror=alert(1)>"
    (dirty,) = hostile().programs
    made = Lesson(poison)
    made.add(f"{poison}{HOSTILE}", [dirty], page="students/1.html")
    made.add("x", [], problem=poison)
    file = tmp_path / "index.html"
    file.write_text(to_class_html(made), encoding="utf-8")
    with chromium() as browser, visit(browser, file) as visited:
        visited.open_everything()
        assert visited.page.title() != "run"
        assert visited.page.locator("img").count() == 0
        assert visited.page.locator("script").count() == 1
        assert visited.complaints == []
        assert visited.requests == [file.as_uri()]
