"""Whether what the documents claim of the socket API holds on this machine's Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from sockgrade.claims import PREFIX, Claim
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


def findings(course: Course, claims: Sequence[Claim]) -> list[Finding]:
    """Try claims, in a process of their own. Raises CourseError if one of them comes to nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "sockgrade.grading.trial"]
        + [f"{course.claims_module(claim.document)}::{PREFIX}{claim.name}" for claim in claims],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ENGINE.parent)},
        check=False,
    )
    outcomes = {line[0]: line[1:] for line in map(json.loads, done.stdout.splitlines())}
    for claim in claims:
        if claim.id not in outcomes:
            why = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
            module = course.claims_module(claim.document)
            raise CourseError(f"{module}: the claim {claim.name} cannot be tried: {why}")
    return [Finding(claim, *outcomes[claim.id]) for claim in claims]
