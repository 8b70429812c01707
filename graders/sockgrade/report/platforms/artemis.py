"""Custom feedback of Artemis: a file for each check in customFeedbacks/."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sockgrade.report.scored import Scored

#: Characters of a message that Artemis keeps.
_MESSAGE = 20_000


def write(scored: Scored) -> Mapping[str, str]:
    """Weights are given there by names, which never change. Of what nobody could judge there is nothing."""
    if scored.problem:
        return {}
    files = {}
    for item in scored.items:
        feedback: dict[str, object] = {"name": item.name, "successful": item.check.passed}
        if not item.check.passed:
            feedback["message"] = item.text[:_MESSAGE]
        files[f"customFeedbacks/{item.name.replace('/', '.')}.json"] = json.dumps(feedback, indent=2) + "\n"
    return files
