"""Which of two programs is at fault: a failed check is run once more with the reference in the place of each."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import partial

import pytest

from sockgrade.checks import told
from sockgrade.endpoints.pair import Pair
from sockgrade.endpoints.stage import Payload
from sockgrade.grading.plugin import payload_of
from sockgrade.kernel.clock import now
from sockgrade.verdict import Failure

#: Seconds after which a check is not run once more: it would take as long again, twice, and a check that does not end
#: within 120 s is taken for a fault of the grader. A machine with too much to do takes ten times as long as others.
_SOON = 30.0
_WORDS: dict[tuple[bool | None, bool | None], str] = {
    (
        True,
        False,
    ): "With the reference client it fails as well, and with the reference server it does not: look for "
    "the fault in the server.",
    (
        False,
        True,
    ): "With the reference server it fails as well, and with the reference client it does not: look for "
    "the fault in the client.",
    (True, True): "Each of the two fails with the reference as well.",
    (
        False,
        False,
    ): "With the reference in the place of the other, each does well: the two do not fit together.",
}


def explained(failure: Failure, pair: Pair, item: pytest.Item | None) -> Failure:
    """The verdict on a pair with its cause, and with the name of the program that is at fault.

    Without the check to be run again (`item`), with the cause only.
    """
    began = pair.transcript.began
    known = told(partial(pair.say_what_is_known, failure), failure)  # before anything more is sent
    caused = told(partial(pair.explain, failure), failure)
    failure = known if caused is failure else caused
    if item is None or pair.references or not pair.has_references or now() - began > _SOON:
        return failure
    verdict = (
        told(partial(_fails, pair, "client", item), None),
        told(partial(_fails, pair, "server", item), None),
    )
    words = _WORDS.get(verdict, "")
    end = "" if not words or failure.message.endswith((".", "!", "?")) else "."
    return replace(failure, message=f"{failure.message}{end} {words}".strip())


def _fails(pair: Pair, role: str, item: pytest.Item) -> bool | None:
    """Whether the check fails with the reference in this role; None if that cannot be told."""
    with contextlib.closing(pair.with_reference(role)) as again:
        try:
            item.obj(**{name: _renewed(value, again, item) for name, value in _arguments(item).items()})  # type: ignore[attr-defined]
            again.conclude()
        except AssertionError:  # CheckFailed is one
            return True
    return False


def _arguments(item: pytest.Item) -> dict[str, object]:
    names = item._fixtureinfo.argnames  # type: ignore[attr-defined] # as pytest calls it
    return {name: item.funcargs[name] for name in names}  # type: ignore[attr-defined]


def _renewed(value: object, again: Pair, item: pytest.Item) -> object:
    """The same argument once more: with this pair, and the same random data."""
    if isinstance(value, Pair):
        return again
    return payload_of(item) if isinstance(value, Payload) else value
