"""Makes a snapshot ready to run: finds the interpreter, or compiles the program in the sandbox."""

from __future__ import annotations

import shlex
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from sockgrade.checks import CheckFailed, GraderFault
from sockgrade.course import ProgramSpec
from sockgrade.network import Network
from sockgrade.process import Process
from sockgrade.sandbox import Limits
from sockgrade.sandbox.choose import Chosen
from sockgrade.stage import Stage
from sockgrade.verdict import Kind
from sockgrade.waiting import Halted, wait_for

#: Seconds for the compiler.
_BUILD_DEADLINE = 60.0
_BUILD_LIMITS = Limits(cpu_seconds=60)
#: What the C exercises are compiled with.
CFLAGS = ("-O2", "-Wall", "-pthread")


@dataclass(frozen=True)
class Built:
    """What runs the program, for the report, and where it runs."""

    interpreter: str
    stage: Stage


def build(spec: ProgramSpec, folder: Path, main: str, chosen: Chosen, network: Network) -> Built:
    """Prepare a snapshot. Raises CheckFailed when the student's program does not compile."""
    if Path(main).suffix.lower() == ".c":
        compiler = shutil.which("cc", path="/usr/local/bin:/usr/bin:/bin")
        if compiler is None:
            raise GraderFault("C programs need a compiler: sudo apt install gcc")
        program = _compile(compiler, folder, main, chosen)
        interpreter, command = f"{compiler} {' '.join(CFLAGS)}", [f"./{program}"]
        by_hand = f"cc {' '.join(CFLAGS)} -o program {shlex.quote(main)} && ./program"
        readable: tuple[Path, ...] = ()
    else:
        python = chosen.python
        interpreter, command = f"{python.path} ({python.version})", [str(python.path), main]
        by_hand = f"python3 {shlex.quote(main)}"
        readable = python.readable
    stage = Stage(
        spec=spec,
        network=network,
        sandbox=chosen.sandbox,
        command=command,
        folder=folder,
        readable=readable,
        by_hand=by_hand,
    )
    return Built(interpreter, stage)


def _compile(compiler: str, folder: Path, main: str, chosen: Chosen) -> str:
    """Compile in the sandbox; the name of the program, which is then part of the snapshot."""
    output = folder.parent / "build"
    output.mkdir()
    inside = chosen.sandbox.writable_path(output)
    process = Process(
        chosen.sandbox,
        [compiler, *CFLAGS, "-o", f"{inside}/program", main],
        folder,
        writable=output,
        limits=_BUILD_LIMITS,
    )
    try:
        status = wait_for(lambda: process.exit_status, process, seconds=_BUILD_DEADLINE)
        messages = process.output.text
    except Halted:
        status, messages = -1, f"the compiler did not finish within {_BUILD_DEADLINE:g} seconds"
    finally:
        process.kill()
    made = output / "program"
    if status != 0 or made.is_symlink() or not made.is_file():
        errors = [line for line in messages.splitlines() if "error" in line]
        raise CheckFailed(
            Kind.BUILD,
            f"{main} does not compile: {errors[0] if errors else 'see the output of the compiler'}",
            expected=f"a program that cc {' '.join(CFLAGS)} compiles",
            received=messages.strip() or "no program",
        )
    name = f"{Path(main).stem}.bin"
    shutil.copyfile(made, folder / name, follow_symlinks=False)
    (folder / name).chmod(
        stat.S_IRUSR | stat.S_IXUSR | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH
    )
    shutil.rmtree(output, ignore_errors=True)
    return name
