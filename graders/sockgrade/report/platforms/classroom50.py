"""result.json and release-body.md of an autograder.py of Classroom 50."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping

from sockgrade.report.github import summary
from sockgrade.report.scored import Item, Scored

#: The variables in which the runner says what it grades, and what they are called in the result.
_FACTS = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}


def write(scored: Scored) -> Mapping[str, str]:
    """An autograder that writes nothing has failed, and no submission gets a zero for that."""
    if scored.problem:
        return {}
    moment = datetime.datetime.fromisoformat(scored.result.started).astimezone(datetime.UTC)
    document = {
        "schema": "classroom50/result/v1",
        **{name: scored.wishes.variables.get(variable, "") for name, variable in _FACTS.items()},
        "datetime": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": round(scored.scored),
        "max-score": round(scored.possible),
        "tests": [_test(item) for item in scored.items],
    }
    return {
        "result.json": json.dumps(document, indent=2) + "\n",
        "release-body.md": summary(scored.result),
    }


def _test(item: Item) -> dict[str, object]:
    return {
        "test-name": item.title,
        "passed": item.check.passed,
        "score": round(item.scored, 2),
        "max-score": round(item.possible, 2),
        "id": item.name,
        "level": item.check.level,
        "output": item.text,
    }
