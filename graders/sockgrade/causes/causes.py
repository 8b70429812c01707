"""Why a check failed, as the program and the kernel tell it: a cause comes first in a verdict, with its own hint.

A check sees a FIN, silence or a wrong exit code; the exception on stderr, the usage text, or what the program does
when it is given something more, says why. Nothing here decides whether a check passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from sockgrade.causes.cause import Cause, Scene
from sockgrade.causes.exceptions import cause_of
from sockgrade.causes.idle import nothing_runs
from sockgrade.causes.leftovers import comes_at_the_end, raised_at_the_end
from sockgrade.causes.mixups import NO_LISTEN, by_signal, gave_up, mixed_up
from sockgrade.causes.replies import wrong_reply
from sockgrade.causes.shell import complaints, meaning
from sockgrade.causes.tracebacks import INTERRUPTED, Raised, all_raised
from sockgrade.causes.usage import by_usage
from sockgrade.causes.waits import has_taken, waits_for_more
from sockgrade.evidence.wording import NEVER_WILL, capital
from sockgrade.process.copies import parent_keeps_connection
from sockgrade.process.places import ON_INPUT
from sockgrade.process.process import Process
from sockgrade.process.resources import is_listening, is_only_bound, sockets
from sockgrade.verdict import Failure, Kind

#: Failures in which something did not come: an exception that the program reported is why.
_MISSING = {
    *(Kind.CLOSED, Kind.RESET, Kind.REFUSED, Kind.UNREACHABLE, Kind.NEVER_ACCEPTED, Kind.STUCK, Kind.BUSY),
    *(Kind.TIMEOUT, Kind.ENDED, Kind.NOT_LISTENING, Kind.NOT_CONNECTING, Kind.WRONG_OUTPUT, Kind.STILL_OPEN),
}
#: Failures to which a command of a script that could not be run may lead as well: the script goes on.
_WRONG = {Kind.WRONG_DATA, Kind.WRONG_EXIT}
#: Failures in which a program waits, and may keep an exception to itself.
_UNANSWERED = {Kind.CLOSED, Kind.STUCK, Kind.TIMEOUT, Kind.STILL_OPEN}
#: Lines of a program's output that are looked at.
_FIRST_LINES = 40
#: How programs tell which system call failed and why, as perror(3) does.
_PERROR = re.compile(
    r"(?:.{0,40}\b)?(accept|bind|connect|listen|recv|recvfrom|read|send|sendto|write)\b[^:]{0,20}: (.+)"
)
_COPY = Cause(
    "The parent process still holds the connection.",
    "A child process has a copy of every socket. Close the connection in the parent as well, right after the start of "
    "the child: the other side sees the end of the stream (FIN) only when the last copy is closed.",
)
_IN_MEMORY = Cause(
    "The text still stands in the program's memory: it was printed without a line end, and a terminal would not "
    "show it either.",
    "What is printed stays in the program's memory until the line ends. Put a line end there, or send it on."
    "\n\n"
    "Python: print(…, flush=True).\n\nC: fflush(stdout).",
)
_PERHAPS_IN_MEMORY = Cause(
    aside="(If it prints that without a line end, it stays in the program's memory, and a terminal would not show it "
    "either: fflush(stdout) sends it on.)"
)
_KEYBOARD = Cause(
    "The program waits for somebody to type something before it serves anybody.",
    "A server works without a keyboard: take out what reads from it.\n\nPython: That is input().\n\n"
    "C: That is scanf(), getchar(), fgets(…, stdin).",
)
_ASKS_FIRST = Cause(
    "The program waits for somebody to type something before it connects.",
    "Connect first: what is to be sent can be asked for when the connection stands.",
)
_LIKE_A_SERVER = Cause(
    "The client waits to be called, as a server does: it has called listen().",
    "A client goes to the server by itself: connect(), and neither bind(), listen() nor accept().",
)
_TRANSPORTS = {
    "tcp": Cause(
        hint="TCP's sockets are of the type SOCK_STREAM, and have connections: a server calls listen() and accept(), a "
        "client connect(). recvfrom() and sendto() are for UDP."
    ),
    "udp": Cause(
        hint="UDP's sockets are of the type SOCK_DGRAM, and have no connections: recvfrom() and sendto(), without "
        "listen() and accept()."
    ),
}
_SWAPPED = Cause(hint="Give the port to the system in network byte order: htons(PORT).")
_CIRCLES = Cause(
    "",
    "A loop does not end, and waits for nothing: does its condition ever change, and is the end of the stream noticed?",
)


def explained(scene: Scene) -> Failure:
    """The same verdict, with its cause as far as that is known. To be asked at the very end of a check."""
    scene.process.pump()
    failure = scene.failure
    if raised := _reported(failure, scene.process):
        return _after(raised, scene)
    if failure.kind in _MISSING | _WRONG and (said := next(complaints(scene.process.errors.text), None)):
        if said.text not in failure.message:
            failure = replace(failure, message=f"The shell reports {said}. {failure.message}")
        return because(meaning(said, scene.main.parent if scene.main else scene.process.folder), failure)
    for find in _CAUSES:
        if cause := find(scene):
            return because(cause, failure)
    is_unanswered = failure.kind in _UNANSWERED and scene.process.exit_status is None
    raised = raised_at_the_end(scene.process) if is_unanswered else None
    return _after(raised, scene) if raised else failure


def _after(raised: Raised, scene: Scene) -> Failure:
    """The verdict after the exception that led to it."""
    failure = scene.failure
    if raised.text not in failure.message:
        failure = replace(failure, message=f"The program reports {raised}. {failure.message}")
    return because(cause_of(raised, scene.role, scene.process.folder, scene.arguments), failure)


def known(scene: Scene) -> Failure:
    """The same verdict with what is known, where there is no better cause."""
    cause = has_taken(scene)
    return scene.failure if cause is None else because(cause, scene.failure)


def because(cause: Cause, failure: Failure) -> Failure:
    """A verdict after its cause."""
    _, _, waits = failure.message.partition(NEVER_WILL)
    rest = capital(waits) if waits and cause.tells_all else failure.message
    message = f"{cause.words} {rest} {cause.aside}".strip()
    return replace(failure, message=message, hint=failure.hint if cause.hint is None else cause.hint)


def _reported(failure: Failure, process: Process) -> Raised | None:
    """The exception that led to a failure, if the program has reported any."""
    reported = [raised for raised in all_raised(process.errors.text) if raised.kind != INTERRUPTED]
    if reported:
        last = reported[-1]
        return last if failure.kind in _MISSING or last.text in failure.message else None
    return None


def _by_signal(scene: Scene) -> Cause | None:
    status = scene.process.exit_status
    if status is None or status >= 0:
        return None
    return gave_up(scene.process.errors.text) or by_signal(status)


def _by_its_own_words(scene: Scene) -> Cause | None:
    """A system call failed, and the program says which one and why."""
    if scene.failure.kind not in _MISSING:
        return None
    for line in reversed(scene.process.errors.text.splitlines()[-_FIRST_LINES:]):
        if said := _PERROR.match(line.strip()):
            return mixed_up(Raised("OSError", said[2], source=said[1]), scene.role)
    return None


def _never_listens(scene: Scene) -> Cause | None:
    """The kernel knows a socket of the program's that is bound, and takes no clients."""
    if scene.failure.kind is not Kind.NOT_LISTENING or scene.transport != "tcp":
        return None
    return NO_LISTEN if any(map(is_only_bound, sockets(scene.process.running))) else None


def _plays_the_server(scene: Scene) -> Cause | None:
    is_client = scene.role == "client" and scene.failure.kind is Kind.NOT_CONNECTING
    return _LIKE_A_SERVER if is_client and any(map(is_listening, sockets(scene.process.running))) else None


def _of_another_kind(scene: Scene) -> Cause | None:
    """The verdict says what is wrong with its sockets; the hint is about that."""
    if scene.failure.kind is Kind.WRONG_TRANSPORT:
        return _TRANSPORTS[scene.transport]
    return _SWAPPED if scene.failure.kind is Kind.WRONG_ADDRESS and "htons" in scene.failure.message else None


def _waits_for_its_keyboard(scene: Scene) -> Cause | None:
    if ON_INPUT not in scene.failure.message or scene.process.typed:
        return None
    if scene.role == "server" and scene.failure.kind in (Kind.NEVER_ACCEPTED, Kind.NOT_LISTENING):
        return _KEYBOARD
    return _ASKS_FIRST if scene.role == "client" and scene.failure.kind is Kind.NOT_CONNECTING else None


def _runs_in_circles(scene: Scene) -> Cause | None:
    return _CIRCLES if scene.failure.kind is Kind.BUSY else None


def _keeps_a_copy(scene: Scene) -> Cause | None:
    process = scene.process
    is_open = scene.failure.kind is Kind.STILL_OPEN
    return _COPY if is_open and parent_keeps_connection(process.running, process.tables) else None


def _still_in_memory(scene: Scene) -> Cause | None:
    """What was missed in the output comes when the program ends; or nobody can say whether it would."""
    if scene.failure.kind is not Kind.WRONG_OUTPUT or scene.is_printed is None:
        return None
    if scene.process.exit_status is not None:
        return None
    comes = comes_at_the_end(scene.process, scene.is_printed)
    return {True: _IN_MEMORY, None: _PERHAPS_IN_MEMORY, False: None}[comes]


#: What is looked for, in this order; the last ones make the program go on, or end it.
_CAUSES: tuple[Callable[[Scene], Cause | None], ...] = (
    by_usage,
    _by_signal,
    _by_its_own_words,
    _never_listens,
    _plays_the_server,
    _of_another_kind,
    nothing_runs,
    _waits_for_its_keyboard,
    _runs_in_circles,
    _keeps_a_copy,
    waits_for_more,
    wrong_reply,
    _still_in_memory,
)
