"""What a program itself tells of its fault: a cause that comes first in a verdict, and often has its own hint.

A check sees a FIN, silence or a wrong exit code; the exception on stderr, or the usage text, says why. Nothing
here decides whether a check passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sockgrade.causes.exceptions import Cause, cause_of, wants_arguments
from sockgrade.causes.leftovers import comes_at_the_end, raised_at_the_end
from sockgrade.causes.tracebacks import INTERRUPTED, Raised, all_raised
from sockgrade.evidence.wording import quote
from sockgrade.process.copies import parent_keeps_connection
from sockgrade.process.process import Process, describe_exit
from sockgrade.verdict import Failure, Kind

#: Failures in which something did not come: an exception that the program reported is why.
_MISSING = {
    *(Kind.CLOSED, Kind.RESET, Kind.REFUSED, Kind.UNREACHABLE, Kind.NEVER_ACCEPTED, Kind.STUCK, Kind.BUSY),
    *(Kind.TIMEOUT, Kind.ENDED, Kind.NOT_LISTENING, Kind.NOT_CONNECTING, Kind.WRONG_OUTPUT, Kind.STILL_OPEN),
}
#: Failures in which a program waits, and may keep an exception to itself.
_UNANSWERED = {Kind.CLOSED, Kind.STUCK, Kind.TIMEOUT, Kind.STILL_OPEN}
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
_COPY = Cause(
    "The parent process still holds the connection.",
    "fork() and Process.start() give the child process a copy of every socket. close() the connection in the parent "
    "as well, right after the start: the client sees the end of the stream (FIN) only when the last copy is closed.",
)
_IN_MEMORY = Cause(
    "The text still stands in the program's memory: it was printed without a line end, and a terminal would not "
    "show it either.",
    "What print() and printf() write stays in the program's memory until the line ends. Put a line end there, or "
    "send it on at once: print(…, flush=True), in C fflush(stdout).",
)
_LINE_END = Cause(
    "The program waits for a line end, which the messages of this exercise do not have: when one was sent, it went on.",
    "readline(), makefile() with a for loop, and fgets() return when a line is complete. Take what recv() returns: it "
    "returns as soon as anything has come.",
)
_PERHAPS_IN_MEMORY = (
    "(If it prints that without a line end, it stays in the program's memory, and a terminal would not show it "
    "either: fflush(stdout) sends it on.)"
)


def explained(
    failure: Failure,
    process: Process,
    is_printed: Callable[[str], bool] | None,
    asks: Sequence[Callable[[bytes], bool]] = (),
) -> Failure:
    """The same verdict, with what the program and the kernel tell of its cause.

    To be asked at the very end of a check: the program may be sent more, and interrupted. `is_printed` says of an
    output whether what a check missed there is in it; `asks` send bytes on a connection each, and say whether anything
    came of it.
    """
    process.pump()
    if raised := _reported(failure, process):
        if raised.text not in failure.message:
            failure = replace(failure, message=f"The program reports {raised}. {failure.message}")
        return _because(cause_of(raised, process.folder), failure)
    if failure.kind in _MISSING | {Kind.WRONG_EXIT} and (usage := _usage(process)):
        how = f"it printed a usage text, {quote(usage.encode())}, and ended ({describe_exit(process.exit_status or 0)})"
        return _because(wants_arguments(how), replace(failure, message=""))
    if failure.kind is Kind.STILL_OPEN and parent_keeps_connection(process.running, process.tables):
        return _because(_COPY, failure)
    if failure.kind in (Kind.STUCK, Kind.WRONG_OUTPUT) and _waits_for_a_line_end(process, is_printed, asks):
        return _because(_LINE_END, failure)
    if failure.kind is Kind.WRONG_OUTPUT and is_printed is not None and process.exit_status is None:
        comes = comes_at_the_end(process, is_printed)
        if comes:
            return _because(_IN_MEMORY, failure)
        if comes is None:
            return replace(failure, message=f"{failure.message} {_PERHAPS_IN_MEMORY}")
    return failure


def _waits_for_a_line_end(
    process: Process, is_printed: Callable[[str], bool] | None, asks: Sequence[Callable[[bytes], bool]]
) -> bool:
    """Whether a program that has not gone on does so when a line end comes, and not with any other byte."""

    def goes_on(data: bytes) -> bool:
        answered = [ask(data) for ask in asks]
        return any(answered) or (is_printed is not None and is_printed(process.output.text))

    return bool(asks) and process.exit_status is None and not goes_on(b".") and goes_on(b"\n")


def _because(cause: Cause, failure: Failure) -> Failure:
    """A verdict after its cause."""
    message = f"{cause.words} {failure.message}".strip()
    return replace(failure, message=message, hint=failure.hint if cause.hint is None else cause.hint)


def _reported(failure: Failure, process: Process) -> Raised | None:
    """The exception that led to a failure, if the program has reported any."""
    reported = [raised for raised in all_raised(process.errors.text) if raised.kind != INTERRUPTED]
    if reported:
        last = reported[-1]
        return last if failure.kind in _MISSING or last.text in failure.message else None
    if failure.kind in _UNANSWERED and process.exit_status is None:
        return raised_at_the_end(process)
    return None


def _usage(process: Process) -> str:
    """The line with which a program that has ended says that it wants arguments; empty if it did not say so."""
    status = process.exit_status
    if status is None or status < 0:
        return ""
    for line in process.output.text.split("\n")[:_FIRST_LINES]:
        if _USAGE.match(line) and (status or _PLACE.search(line)):
            return line.strip()
    return ""
