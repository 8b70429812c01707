"""What a custom validator of Submitty prints."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sockgrade.report.platforms import STDOUT
from sockgrade.report.scored import Scored


def write(scored: Scored) -> Mapping[str, str]:
    """A failure of the validator is no failure of the student."""
    document: dict[str, object]
    if scored.problem:
        document = {"status": "failure", "message": scored.problem}
    else:
        failed = [f"{item.title}\n{item.text}" for item in scored.items if not item.check.passed]
        passed = scored.result.exit_code == 0
        status = "failure" if not passed else "warning" if failed else "success"
        message = "\n\n".join([scored.sentence, *failed])
        document = {
            "status": "success",
            "data": {"score": scored.share, "message": message, "status": status},
        }
    return {STDOUT: json.dumps(document) + "\n"}
