"""Wrong replies that are known by what the program replies to something else."""

from __future__ import annotations

from sockgrade.causes.cause import Cause, Line, Scene
from sockgrade.verdict import Kind

#: Two messages that are not like each other, nor like those of checks.
_MESSAGES = (b"Kirchturmuhr", b"Waldspaziergang")
_BEHIND = Cause(
    "The program is one message behind: it answers with what came the time before.",
    "Send what this recv() gave before you receive again, and keep nothing for the next time.",
)
_CONSTANT = Cause(
    "The program answers the same, whatever it is sent.",
    "Send back what recv() returned, and not a text that stands in the program.",
)


def wrong_reply(scene: Scene) -> Cause | None:
    """What the replies to two more messages tell of a wrong one."""
    if scene.failure.kind is not Kind.WRONG_DATA:
        return None
    for line in scene.lines:
        if line.got and line.said and (cause := _of(line)):
            return cause
    return None


def _of(line: Line) -> Cause | None:
    got, said = line.got, line.said
    first, second = (line.ask(message) for message in _MESSAGES)
    if said in first and _MESSAGES[0] not in first and _MESSAGES[0] in second:
        return _BEHIND
    return _CONSTANT if first == second == got and said not in got else None
