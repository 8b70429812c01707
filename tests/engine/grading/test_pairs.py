"""Pairs among programs whose verdict is known: a folder may hold one of the two, and the other is the reference."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import write_files

from sockgrade.course import Course
from sockgrade.grading.verify import Case, Kind, cases_of

_PLACE = 'address = "127.0.0.1"\nport = 7007\n'
_PAIR = "tests/graders/doc/talk/pair"


@pytest.fixture
def cases(tmp_path: Path) -> dict[str, Case]:
    """What `verify` grades of a pair, by its name."""
    files = {
        "exercises/doc/talk/exercise.toml": f'title = "T"\ndocument = "D"\nsection = "1"\n[server]\n{_PLACE}'
        f"[client]\n{_PLACE}[pair]\n",
        "exercises/doc/talk/starter/server.py": "",
        "exercises/doc/talk/starter/client.py": "",
        "graders/doc/talk/pair.py": "def check_it(pair): ...\n",
        "reference/doc/talk/server.py": "",
        "reference/doc/talk/server.c": "",
        "reference/doc/talk/client.py": "",
        f"{_PAIR}/right/both/server.py": "",
        f"{_PAIR}/right/both/client.c": "",
        f"{_PAIR}/wrong/only_a_server/server.py": "# fails: it\n",
        f"{_PAIR}/wrong/only_a_client/client.py": "# fails: it\n",
        f"{_PAIR}/wrong/is_mute/client.py": "",
    }
    course = Course(write_files(tmp_path, files))
    (selection,) = course.select("doc/talk/pair")
    return {case.path.name: case for case in cases_of(course, selection, tmp_path / "tests/graders")}


def _sources(case: Case) -> list[str]:
    assert case.source is not None
    assert case.source.partner is not None
    return [Path(*each.main.parts[-2:]).as_posix() for each in (case.source, case.source.partner)]


def test_the_reference_takes_the_place_of_what_is_not_there(cases: dict[str, Case]) -> None:
    assert _sources(cases["both"]) == ["both/server.py", "both/client.c"]
    assert _sources(cases["only_a_server"]) == ["only_a_server/server.py", "talk/client.py"]
    assert _sources(cases["only_a_client"]) == ["talk/server.py", "only_a_client/client.py"]
    assert cases["only_a_client"].fails == {"it"}


def test_each_reference_of_the_server_is_tried_and_the_starters_together(cases: dict[str, Case]) -> None:
    references = [name for name, case in cases.items() if case.kind is Kind.REFERENCE]
    assert references == ["server.py", "server.c"]
    assert _sources(cases["server.c"]) == ["talk/server.c", "talk/client.py"]
    assert _sources(cases["starter"]) == ["starter/server.py", "starter/client.py"]


def test_a_wrong_pair_must_name_its_failures(cases: dict[str, Case]) -> None:
    assert cases["is_mute"].problems == (
        "it does not say which checks it fails: add a line `# fails: name_of_a_check`",
    )
