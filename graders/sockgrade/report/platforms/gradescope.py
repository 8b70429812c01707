"""results.json of a Gradescope autograder (and of Codio, which reads the same)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sockgrade.report.scored import Item, Scored

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")


def write(scored: Scored) -> Mapping[str, str]:
    """Without a score Gradescope says that the autograder failed, and nobody is given a zero."""
    document: dict[str, object] = {
        "output": scored.problem or f"{scored.sentence}\n{scored.verdicts}",
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "extra_data": {"sockgrade": scored.result.version, "exit_code": scored.result.exit_code},
    }
    if scored.wishes.visibility:
        document["visibility"] = scored.wishes.visibility
    if not scored.problem:
        document["score"] = scored.scored
        document["execution_time"] = round(sum(program.seconds for program in scored.result.programs))
        document["tests"] = [_test(item) for item in scored.items]
    return {"results.json": json.dumps(document, indent=2) + "\n"}


def _test(item: Item) -> dict[str, object]:
    return {
        "name": item.title,
        "status": "passed" if item.check.passed else "failed",
        "score": item.scored,
        "max_score": item.possible,
        "output": item.text,
        "tags": [item.check.level],
        "extra_data": {"id": item.name},
    }
