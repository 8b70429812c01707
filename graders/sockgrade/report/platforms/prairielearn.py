"""results.json of an external grader of PrairieLearn."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sockgrade.report.scored import Item, Scored


def write(scored: Scored) -> Mapping[str, str]:
    """What is not gradable costs no attempt and no points."""
    document: dict[str, object]
    if scored.problem:
        document = {"gradable": False, "message": scored.problem}
    else:
        document = {
            "gradable": True,
            "score": scored.share,
            "message": scored.sentence,
            "output": scored.verdicts,
            "tests": [_test(item) for item in scored.items],
        }
    return {"results.json": json.dumps(document, indent=2) + "\n"}


def _test(item: Item) -> dict[str, object]:
    return {
        "name": item.title,
        "description": item.name,
        "points": item.scored,
        "max_points": item.possible,
        "message": item.text.partition("\n")[0],
        "output": item.text,
    }
