"""Attack 84: a result that somebody has made up is shown, or refused with one line and exit code 2."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from results import every_outcome
from rich.console import Console
from small_course import sockgrade

from sockgrade.report.html import to_html
from sockgrade.report.junit import to_xml
from sockgrade.report.terminal import show
from sockgrade.verdict import Result

_fuzz = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
_WHOLE = every_outcome().to_json()


def _places(document: Any, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The ways to everything in a document."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(document, (dict, list)):
        inner = list(document.items() if isinstance(document, dict) else enumerate(document))
    return [above, *(place for key, value in inner for place in _places(value, (*above, key)))]


#: Texts of JSON: of every type, and what no library reads without a word about it.
_ODD = st.one_of(
    st.sampled_from(
        [
            *("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e-999", "-0.0", "1e20", "1e22", "-1"),
            *("9" * 400, "9" * 5000, "-" + "9" * 21, "9" * 20, "9" * 22, f"0.{'1' * 5000}", "[" * 5000),
            *("[" * 900 + "]" * 900, "null", "true", "{}", "[]", '""', r'"\ud800\n\u001b[2J"', '{"": 1}'),
        ]
    ),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=5,
    ).map(json.dumps),
)


def _with(place: tuple[str | int, ...], text: str) -> str:
    """The whole result, with this text of JSON in one place of it."""
    document = {"": json.loads(_WHOLE)}
    *way, last = ("", *place)
    inner: Any = document
    for key in way:
        inner = inner[key]
    inner[last] = "the odd one"
    return json.dumps(document[""]).replace('"the odd one"', text)


def _is_shown_or_refused(text: str) -> None:
    """In every form; or with the reason why it is no result."""
    refusal, made = "", None
    try:
        made = Result.from_json(text)
    except ValueError as error:
        refusal = str(error)
    if made is None:
        assert refusal.startswith("not ")
        assert refusal.isprintable()
        assert len(refusal) < 300
        return
    assert Result.from_json(made.to_json()) == made
    show(made, Console(file=io.StringIO(), width=80))
    to_xml(made)
    to_html(made)


@_fuzz
@given(st.sampled_from(_places(json.loads(_WHOLE))), _ODD)
def test_84_one_thing_in_a_result_is_odd(place: tuple[str | int, ...], text: str) -> None:
    _is_shown_or_refused(_with(place, text))


@_fuzz
@given(st.integers(0, len(_WHOLE)), st.integers(0, 40), st.text(max_size=5))
def test_84_a_result_is_damaged(start: int, length: int, text: str) -> None:
    _is_shown_or_refused(_WHOLE[:start] + text + _WHOLE[start + length :])


@pytest.mark.parametrize("number", ["9" * 400, "9" * 5000, "NaN", "Infinity", "-Infinity", "1e999"])
def test_84_absurd_numbers_are_refused_by_the_command(number: str, tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text(_with(("programs", 0, "checks", 0, "seconds"), number))
    done = sockgrade("report", tmp_path / "result.json")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "not a whole result: ValueError: it has " in done.stderr
