"""At which line of the student's file each thread of a Python program is: asked of py-spy, where it has a wheel.

It reads the interpreter's memory and does not stop it.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

#: Seconds. It takes some milliseconds; a verdict does not wait for more than this.
_PATIENCE = 2.0
#: Characters of a name: programs may choose any.
_NAME = 100


@dataclass(frozen=True)
class Frame:
    """A line of the student's program, and the function in which it stands."""

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        place = f"{self.file[:_NAME]}:{self.line}"
        return place if self.function == "<module>" else f"{place}, in {self.function[:_NAME]}"


@cache
def program() -> str | None:
    """The path of py-spy, beside the interpreter or on PATH; None where it is not installed."""
    beside = Path(sysconfig.get_path("scripts")) / "py-spy"
    return str(beside) if beside.exists() else shutil.which("py-spy")


def frames(pid: int, folder: str) -> dict[int, Frame]:
    """Where the threads of a process are, by thread id as the process itself sees it.

    Of each the innermost line that stands in `folder`, the program's. Empty where nobody can tell: the program
    is not in Python, py-spy is not installed, or the kernel does not permit it.
    """
    spy = program()
    if spy is None or sys.platform != "linux":
        return {}
    from sockgrade.kernel import linux

    command = [spy, "dump", "--nonblocking", "--json", "--full-filenames", "--pid", str(pid)]
    with (
        contextlib.suppress(OSError, subprocess.SubprocessError, ValueError, LookupError),
        linux.inheritable_ptrace(),
    ):
        answer = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True, env={})
        return dict(_innermost(json.loads(answer.stdout), folder))
    return {}


def _innermost(threads: list[dict[str, Any]], folder: str) -> Iterator[tuple[int, Frame]]:
    for thread in threads:
        for frame in thread["frames"]:
            # A program may give its code any name: one that leads out of its folder is nobody's to read.
            name = os.path.normpath(os.path.join(folder, frame["filename"]))
            if name.startswith(f"{folder}/") and thread["os_thread_id"]:
                relative = name.removeprefix(f"{folder}/")
                yield thread["os_thread_id"], Frame(relative, frame["line"], frame["name"])
                break
