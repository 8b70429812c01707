"""Whether what the documents claim of the socket API holds on this machine's Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sockgrade.claims import Claim
from sockgrade.course import Course, CourseError
from sockgrade.kernel.trees import ENGINE


@dataclass(frozen=True)
class Finding:
    """What came of a claim."""

    claim: Claim
    holds: bool | None
    """None if it could not be tried here."""
    said: str
    """What came instead, or why it could not be tried."""

    @property
    def is_surprise(self) -> bool:
        """Whether it does not hold, and nobody has written down what does."""
        return self.holds is False and not self.claim.today


def findings(course: Course, claims: Sequence[Claim]) -> Iterator[Finding]:
    """Try claims, in a process of their own. Raises CourseError if one of them does not come to an end."""
    modules = dict.fromkeys(str(course.claims_module(claim.document)) for claim in claims)
    done = subprocess.run(
        [sys.executable, "-m", "sockgrade.grading.trial", *modules],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ENGINE.parent)},
        check=False,
    )
    outcomes = {
        identifier: (holds, said) for identifier, holds, said in map(json.loads, done.stdout.splitlines())
    }
    for claim in claims:
        if claim.id not in outcomes:
            last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
            module = course.claims_module(claim.document)
            raise CourseError(f"{module}: the claim {claim.name} did not come to an end: {last}")
        yield Finding(claim, *outcomes[claim.id])
