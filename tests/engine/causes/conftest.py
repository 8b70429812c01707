"""Fixtures: the failure of a single check."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sockgrade.verdict import CheckResult, Outcome, ProgramResult


@pytest.fixture
def judge(grade_source: Callable[..., ProgramResult]) -> Callable[..., CheckResult]:
    """Grades with a single check; its result."""

    def grade(program: str, checks: str, **options: object) -> CheckResult:
        (result,) = grade_source(program, checks, **options).checks
        assert result.outcome is Outcome.FAILED, result
        return result

    return grade
