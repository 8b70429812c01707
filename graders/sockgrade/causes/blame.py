"""The words for a wait that came to nothing, and for a program that is gone."""

from __future__ import annotations

import re

from sockgrade.causes.shell import complaint
from sockgrade.causes.tracebacks import last_raised
from sockgrade.checks import CheckFailed
from sockgrade.evidence.wording import NEVER_WILL
from sockgrade.process.process import Process, describe_exit
from sockgrade.process.waiting import Halted
from sockgrade.verdict import Kind

#: Of stderr: the innermost line of a traceback, what stands there, and what was raised.
_LAST_LINES = 4
#: Characters of a line that is quoted.
_LONGEST = 200
#: Words of a line that says that something went wrong, in the languages of the documents.
_COMPLAINT = re.compile(
    r"err(?:or|no)|exception|fehler|fehlgeschlagen|fail|fout|mislukt|refused|verweiger|geweiger|abgelehnt|unable"
    r"|unmöglich|invalid|ungültig|ongeldig|unknown|unbekannt|onbekend|unreachable|erreichbar|bereikbaar|timed out"
    r"|wrong|falsch|verkeerd|\b(?:not|nicht|niet|no|kein|keine|geen|can't|couldn't)\b|cannot|konnte|problem",
    re.IGNORECASE,
)


def last_words(process: Process) -> str:
    """What a program ended with: its exit status, the last line it wrote to stderr, and where that came from."""
    status = process.exit_status
    how = "" if status is None else f" ({describe_exit(status)})"
    last = _last_line(process.errors.text)
    return f"{how}: {last}" if last else how


def _last_line(errors: str) -> str:
    """What the program reported last: an exception, with the student's own line that led to it; or a line.

    What the shell says of a script is put in the same way.
    """
    if raised := last_raised(errors):
        return str(raised)
    last = next((line.strip() for line in reversed(errors.splitlines()) if line.strip()), "")
    return str(complaint(last) or last[:_LONGEST])


def has_crashed(process: Process) -> bool:
    """Whether an exception or a signal ended a program."""
    status = process.exit_status
    return last_raised(process.errors.text) is not None or (status is not None and status < 0)


def the_end(process: Process) -> str:
    """The words for a program that is gone: that it crashed, if it says so, and how."""
    status = process.exit_status
    how = "crashed" if has_crashed(process) else "ended by itself" if status == 0 else "ended"
    return f"The program {how}{last_words(process)}"


def aside(process: Process) -> str:
    """What a program ended with, if something went wrong with it as well."""
    return last_words(process) if process.exit_status or process.errors.text.strip() else ""


def unsaid(process: Process) -> str:
    """What a program that has ended leaves out of "on stderr, in words, and with an exit code"; empty if nothing."""
    wrong_code = ", and exits with 0, as if all were well" if process.exit_status == 0 else ""
    if process.errors.text.strip():
        return wrong_code and f"The program says on stderr what went wrong{wrong_code}."
    lines = [line for line in process.printed.text.split("\n") if line.strip()]
    if lines and _COMPLAINT.search(lines[-1]):
        return f"The program says what went wrong on stdout instead of stderr{wrong_code}."
    return f"The program does not say that something went wrong: it writes nothing to stderr{wrong_code}."


def last_lines(process: Process) -> str:
    """How a program ended by itself, with the last lines that it wrote to stderr; empty while it runs."""
    status = process.exit_status
    if status is None:
        return ""
    lines = [line for line in process.errors.text.splitlines() if line.strip()]
    return "\n".join([describe_exit(status), *(line[:_LONGEST] for line in lines[-_LAST_LINES:])])


def halted(
    why: Halted, process: Process, wanted: str, expected: str, received: str = "nothing"
) -> CheckFailed:
    """The verdict on a wait that came to nothing; `wanted` completes the sentence "The program does not …"."""
    message = {
        Kind.ENDED: the_end(process),
        Kind.STUCK: f"The program does not {wanted}{NEVER_WILL}{why.reason}.",
    }.get(why.kind, f"The program does not {wanted}: {why.reason}.")
    return CheckFailed(why.kind, message, expected=expected, received=received)
