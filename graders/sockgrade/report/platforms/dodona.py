"""What a judge of Dodona prints: a tab for each level, and annotations in the student's file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from sockgrade.report.explanation import place
from sockgrade.report.folding import causes
from sockgrade.report.platforms import STDOUT
from sockgrade.report.scored import Item, Scored, plain
from sockgrade.verdict import Kind, Level


def write(scored: Scored) -> Mapping[str, str]:
    """An internal error is the judge's own."""
    document: dict[str, object] = {
        "accepted": not scored.problem and scored.result.exit_code == 0,
        "status": _status(scored),
        "description": (scored.problem or scored.sentence).partition("\n")[0],
    }
    if scored.problem:
        document["messages"] = [_plain(scored.problem, permission="staff")]
    else:
        levels = [(level, [each for each in scored.items if each.check.level is level]) for level in Level]
        document["groups"] = [_tab(level, items) for level, items in levels if items]
        document["annotations"] = list(_annotations(scored))
    return {STDOUT: json.dumps(document) + "\n"}


def _status(scored: Scored) -> str:
    if scored.problem:
        return "internal error"
    if scored.result.exit_code == 0:
        return "correct"
    kinds = {item.check.failure.kind for item in scored.items if item.check.failure}
    return "compilation error" if kinds == {Kind.BUILD} else "wrong"


def _tab(level: Level, items: Sequence[Item]) -> dict[str, object]:
    return {
        "description": level,
        "badgeCount": sum(not item.check.passed for item in items),
        "groups": [_context(item) for item in items],
    }


def _context(item: Item) -> dict[str, object]:
    accepted, failure = item.check.passed, item.check.failure
    case: dict[str, object] = {"accepted": accepted, "description": _plain(item.title)}
    if failure is not None:
        case["messages"] = [_plain(item.text)]
        if failure.expected and failure.received:
            compared = {"expected": plain(failure.expected), "generated": plain(failure.received)}
            case["tests"] = [{"accepted": accepted, **compared}]
    return {"accepted": accepted, "groups": [case]}


def _plain(text: str, permission: str = "student") -> dict[str, str]:
    return {"format": "plain", "description": text, "permission": permission}


def _annotations(scored: Scored) -> Iterator[dict[str, object]]:
    """Of the program's own file, which is the only one that is shown."""
    for program in scored.result.programs:
        for cause in causes(program):
            check = cause.first
            if (where := place(check)) and where.path == program.file and check.failure:
                kind = "error" if program.counts(check) else "warning"
                yield {"row": where.line - 1, "text": plain(check.failure.message), "type": kind}
