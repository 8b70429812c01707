"""Which sandbox and which interpreter: both are found out by trying, with one program that prints a line."""

from __future__ import annotations

import ast
import contextlib
import os
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sockgrade.kernel.trees import scratch, sweep
from sockgrade.sandbox import Launch, Running, Sandbox, SandboxFault, SandboxUnavailable
from sockgrade.sandbox.none import NoSandbox

#: What can be asked for.
NAMES = ("auto", "none", "bubblewrap", "docker")

_UNSANDBOXED = "programs run UNSANDBOXED: "
#: Seconds after which an interpreter that does not answer is none.
_PATIENCE = 20.0

#: Bytes and files of the folder of a program that prints a line.
_ROOM = 2**20, 100

_QUESTION = (
    "import socket, sys; print(ascii(['%d.%d.%d' % sys.version_info[:3], sys.prefix, sys.base_prefix]))"
)


@dataclass(frozen=True)
class Interpreter:
    """The Python that runs the programs."""

    path: Path
    version: str
    """As in `python --version`, for example 3.11.2."""
    readable: tuple[Path, ...] = ()
    """Folders outside /usr that it needs to read."""


@dataclass(frozen=True)
class Chosen:
    """What programs are run with, and what the report should say about the choice."""

    sandbox: Sandbox
    python: Interpreter
    notes: tuple[str, ...] = ()
    makeshift: bool = False
    """Whether there is no sandbox although nobody has agreed to that."""

    def agree_to(self, submission: Path, risk: str = "") -> None:
        """Raise SandboxUnavailable if this is a makeshift for a program that may be somebody else's.

        Without a sandbox `auto` runs what belongs to whoever grades it; never a stranger's program, nor in CI,
        where everything is one. `risk` names what else must not run like this.
        """
        if not self.makeshift:
            return
        if os.environ.get("CI"):
            what = "programs in CI, where they may be anybody's,"
        elif os.name == "posix" and submission.stat().st_uid != os.geteuid():
            what = "a program that is not your own"
        elif risk:
            what = risk
        else:
            return
        lack = self.notes[0].removeprefix(_UNSANDBOXED)
        raise SandboxUnavailable(f"{lack}; only --sandbox none runs {what} without a sandbox")


def choose(name: str, python: str | None = None, hidden: Sequence[Path] = ()) -> Chosen:
    """The sandbox called `name`, with an interpreter that runs in it.

    `auto` is bubblewrap where it works, else none, with a note that says why. `python` is a path or a name
    on PATH; without it the system's interpreter is preferred to the grader's own. `hidden` are folders that no
    program may see in a sandbox, wherever they are: where the solutions are.
    Raises SandboxUnavailable: the message says what is missing and what to do.
    """
    sweep()  # what was left when this was done before
    if name == "none":
        return _with_interpreter(NoSandbox(), python)
    if name == "docker":
        return _in_docker(python)
    if name not in NAMES:
        raise SandboxUnavailable(f"there is no sandbox {name!r}: choose {', '.join(NAMES)}")
    try:
        return _with_interpreter(_bubblewrap(hidden), python)
    except SandboxUnavailable as refusal:
        if name == "bubblewrap":
            raise
        chosen = _with_interpreter(NoSandbox(), python)
        notes = (f"{_UNSANDBOXED}{refusal}",)
        return Chosen(chosen.sandbox, chosen.python, notes, makeshift=True)


def _bubblewrap(hidden: Sequence[Path]) -> Sandbox:
    if sys.platform == "linux":
        from sockgrade.sandbox.bubblewrap import Bubblewrap

        return Bubblewrap(hidden)
    raise SandboxUnavailable("bubblewrap needs Linux: use --sandbox none, for programs you trust")


def _in_docker(python: str | None) -> Chosen:
    if sys.platform != "linux":
        raise SandboxUnavailable("the sandbox docker needs Linux, if only in a virtual machine")
    from contextlib import closing

    from sockgrade.sandbox.docker import Docker

    with closing(Docker.find()) as sandbox:
        name = python or "python3"
        path = sandbox.which(name)
        if path is None:
            raise SandboxUnavailable(
                f"there is no {name} in the image {sandbox.image.name}: name one with --python"
            )
        try:
            version, *_ = _ask(sandbox, [path, "-I", "-S", "-c", _QUESTION], ())
        except _Refused as refusal:
            raise SandboxUnavailable(
                f"{path} does not run in the image {sandbox.image.name}: {refusal}"
            ) from None
    return Chosen(Docker(sandbox.image), Interpreter(Path(path), version))


def _with_interpreter(sandbox: Sandbox, python: str | None) -> Chosen:
    refusals = []
    for path in _candidates(python):
        try:
            return Chosen(sandbox, _try(sandbox, path))
        except _Refused as refusal:
            refusals.append(f"{path} ({refusal})")
            if refusal.by_sandbox:
                raise SandboxUnavailable(_advice(str(refusal))) from refusal
    if not refusals:
        raise SandboxUnavailable(
            f"there is no Python interpreter {python or 'python3'}: name one with --python"
        )
    tried = "; ".join(refusals)
    raise SandboxUnavailable(
        f"no Python runs in the sandbox {sandbox.name}: {tried}. "
        "Install the system's (sudo apt install python3) or name another with --python"
    )


def _candidates(python: str | None) -> Iterator[Path]:
    """Interpreters in order of preference, by the names under which they are called: a venv's is a link."""
    if python is not None:
        names = [python]
    elif sys.platform == "win32":
        names = [getattr(sys, "_base_executable", sys.executable), "python3", "python"]
    else:
        base = getattr(sys, "_base_executable", sys.executable)
        names = ["/usr/bin/python3", "/usr/local/bin/python3", base, "python3"]
    seen: set[Path] = set()
    for name in names:
        found = shutil.which(name)
        if found is not None and (path := Path(found).absolute()) not in seen:
            seen.add(path)
            yield path


class _Refused(Exception):
    """An interpreter did not answer.

    `by_sandbox`: it is the sandbox that failed, not this interpreter, and no other will do better.
    """

    def __init__(self, message: str, *, by_sandbox: bool) -> None:
        super().__init__(message)
        self.by_sandbox = by_sandbox


def _try(sandbox: Sandbox, path: Path) -> Interpreter:
    """Raises _Refused if the interpreter does not run in the sandbox."""
    readable: tuple[Path, ...] = ()
    if sandbox.name != "none" and not all(p.is_relative_to("/usr") for p in (path, path.resolve())):
        # Which folders it needs it must say itself, outside of the sandbox.
        _, prefix, base_prefix = _ask(NoSandbox(), [str(path), "-I", "-c", _QUESTION], ())
        folders = [folder for name in (prefix, base_prefix) for folder in (Path(name), Path(name).resolve())]
        readable = tuple(dict.fromkeys(f for f in folders if not f.is_relative_to("/usr")))
        if not any(path.is_relative_to(folder) for folder in readable):
            path = path.resolve()
    version, *_ = _ask(sandbox, [str(path), "-I", "-S", "-c", _QUESTION], readable)
    return Interpreter(path, version, readable)


def _ask(sandbox: Sandbox, argv: list[str], readable: tuple[Path, ...]) -> list[str]:
    """What a program of ours prints. Raises _Refused with the last line if that is not the answer."""
    reading, writing = os.pipe()
    with (
        open(reading, "rb") as output,
        open(os.devnull, "rb") as nothing,
        scratch() as folder,
        sandbox.room(folder, *_ROOM) as room,
    ):
        reason = ""
        try:
            launch = Launch(argv, room, nothing.fileno(), writing, writing, readable=readable)
            running = sandbox.start(launch)
        except SandboxFault:
            raise
        except SandboxUnavailable as refusal:
            reason = str(refusal)
            running = None
        finally:
            os.close(writing)
        text = "" if running is None else _say(running, output)
    last = text.splitlines()[-1] if text else reason or "it says nothing"
    with contextlib.suppress(ValueError, SyntaxError):
        answer = ast.literal_eval(last)
        if isinstance(answer, list) and len(answer) == 3:
            return answer
    raise _Refused(
        last, by_sandbox=bool(reason) or (last.startswith("bwrap: ") and "source path" not in last)
    )


def _say(running: Running, output: BinaryIO) -> str:
    """What a program says until it ends, or has had its time."""
    alarm = threading.Timer(_PATIENCE, running.kill)
    alarm.start()
    try:
        return output.read().decode(errors="replace").strip()
    finally:
        alarm.cancel()
        alarm.join()
        running.kill()


def _advice(message: str) -> str:
    """bubblewrap's complaint with what to do about it."""
    restriction = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
    cloning = Path("/proc/sys/kernel/unprivileged_userns_clone")
    if "Unknown option" in message:
        return f"bubblewrap 0.8 or newer is needed, this one is older ({message})"
    if _reads(restriction, "1"):
        return (
            "AppArmor refuses user namespaces to bubblewrap, as Ubuntu does from 24.04 on: "
            "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
        )
    if _reads(cloning, "0"):
        return "this kernel refuses user namespaces: sudo sysctl kernel.unprivileged_userns_clone=1"
    return f"bubblewrap does not work here ({message}): sockgrade doctor says more"


def _reads(path: Path, value: str) -> bool:
    try:
        return path.read_text().strip() == value
    except OSError:
        return False
