"""An interrupt is known behind the exception that Python has made of it."""

from __future__ import annotations

import pytest

from sockgrade.kernel.signals import lies_behind


class _Interrupted:
    def __set_name__(self, owner: type, name: str) -> None:
        raise KeyboardInterrupt


def test_an_interrupt_lies_behind_what_python_makes_of_it() -> None:
    with pytest.raises((RuntimeError, KeyboardInterrupt)) as caught:
        type("Whole", (), {"part": _Interrupted()})
    assert lies_behind(caught.value)


def test_nothing_lies_behind_other_exceptions() -> None:
    error = ValueError("no")
    error.__cause__ = KeyError()
    assert not lies_behind(error)
    assert not lies_behind(None)
