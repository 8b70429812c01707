"""A program that wants other arguments than it was given, as its usage text or its traceback tells."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from sockgrade.causes.cause import Cause, Scene
from sockgrade.causes.tracebacks import Raised
from sockgrade.evidence.wording import quote
from sockgrade.process.process import describe_exit
from sockgrade.verdict import Kind

#: How programs begin to tell what arguments they want, in the languages of the documents and a few more.
_USAGE = re.compile(
    r"\W{0,9}(?:(?:usage|aufruf|verwendung|benutzung|syntax|gebruik|utilisation|uso)\b.{0,20}:|usage\b)"
    r"|.{0,40}\b(?:no port (?:provided|given|specified)|(?:missing|too few|not enough|wrong number of|"
    r"invalid number of|insufficient) (?:command.line )?(?:arguments?|port)\b|following arguments are required"
    r"|(?:specify|provide|supply|give) (?:a |an |the )?(?:arguments?|port|host)\b)",
    re.IGNORECASE,
)
#: What stands in a usage text for an argument.
_PLACE = re.compile(r"[<\[]\w|\./|\.py\b|%s|\b[A-Z]{3,}\b")
#: Lines of a program's output in which it may tell that.
_FIRST_LINES = 40
#: Failures that may come of it: all but those of a program that has said or done something.
_DONE = {Kind.WRONG_DATA, Kind.TOO_MUCH, Kind.WRONG_FILE, Kind.NO_FILE}


def by_usage(scene: Scene) -> Cause | None:
    """The program has printed how it is to be started."""
    process, status = scene.process, scene.process.exit_status
    if status is None or status < 0 or scene.failure.kind in _DONE:
        return None
    for line in process.output.text.split("\n")[:_FIRST_LINES]:
        if _USAGE.match(line) and (status or _PLACE.search(line)):
            said = quote(line.strip().encode())
            how = f"it printed a usage text, {said}, and ended ({describe_exit(status)})"
            return _other_arguments(how, scene.arguments)
    return None


def by_argv(raised: Raised, given: Sequence[str] | None) -> Cause | None:
    """The program has read an argument that it was not given; `given` are those that were, None if it never is any."""
    is_missing = (raised.kind, raised.message) == ("IndexError", "list index out of range")
    is_missing |= raised.kind == "ValueError" and "values to unpack" in raised.message
    if not is_missing or "argv" not in raised.source:
        return None
    reads = f"`{raised.source[:80]}`"
    if given == ():
        return Cause(f"The program takes its arguments without looking how many there are: {reads}.")
    return _other_arguments(f"it reads {reads}", given)


def _other_arguments(how: str, given: Sequence[str] | None) -> Cause | None:
    if given is None:
        return Cause(
            f"The program wants arguments, and the exercise gives it none: {how}.",
            "Let the program do its work without arguments too, at the address and port that the exercise names.",
        )
    if not given:  # as a check of wrong usage wants it
        return None
    return Cause(
        f"The program does not take the arguments that it was given, `{shlex.join(given)}`: {how}.",
        "The handout says which arguments there are, and in which order.\n\n"
        "Python: The first one is sys.argv[1]; sys.argv[0] is the program's own name.\n\n"
        "C: The first one is argv[1], and argc counts the program's own name, too.",
    )
