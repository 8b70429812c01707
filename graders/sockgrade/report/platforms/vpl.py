"""What vpl_evaluate.sh prints in Moodle's Virtual Programming Lab."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sockgrade.evidence.text import number
from sockgrade.report.platforms import STDOUT
from sockgrade.report.scored import Scored


def write(scored: Scored) -> Mapping[str, str]:
    """Without a grade VPL leaves the one that is there."""
    lines = ["<|--", *_comments(scored), "--|>"]
    if not scored.problem:
        lines.append(f"Grade :=>> {number(round(scored.scored, 2))}")
    return {STDOUT: "\n".join(lines) + "\n"}


def _comments(scored: Scored) -> Iterator[str]:
    """Titles begin with `-`; all else with `>`, so that no line of a program's is taken for one of these."""
    yield from (f"-{line}" for line in (scored.problem or scored.verdicts).split("\n"))
    if scored.problem:
        return
    yield f">{scored.sentence}"
    for item in scored.items:
        if not item.check.passed:
            yield f"-✗ {item.title} (-{number(round(item.possible, 2))})"
            yield from (f">{line}" for line in item.text.split("\n"))
