"""What this machine can do for grading, and the command that mends what it cannot."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from sockgrade.network.namespaces import NetworkUnavailable, probe_private_network
from sockgrade.process import spy
from sockgrade.process.syscalls import CALLS
from sockgrade.sandbox import SandboxUnavailable


@dataclass(frozen=True)
class Finding:
    """One thing that a machine can do or cannot."""

    what: str
    good: bool
    detail: str = ""
    """What was found, or why not."""
    remedy: str = ""
    """What to do; empty if nothing helps or is needed."""
    essential: bool = False
    """Without it nothing can be graded."""


def examine(python: str | None = None) -> Iterator[Finding]:
    """Try everything that grading uses. `python` is the interpreter asked for, as for `sockgrade grade`."""
    yield Finding("system", good=True, detail=f"{platform.platform()}, {os.cpu_count()} cores")
    yield Finding(
        "sockgrade's own Python", good=True, detail=f"{platform.python_version()} ({sys.executable})"
    )
    yield _interpreter(python)
    yield _private_network()
    yield _bubblewrap(python)
    yield _docker()
    yield _seccomp()
    yield _kernels_view()
    yield _spy()
    yield _compiler()
    if os.name == "posix":
        yield _user()


def _interpreter(python: str | None) -> Finding:
    from sockgrade.sandbox.choose import choose

    what = "Python for the programs"
    try:
        found = choose("auto", python).python
    except SandboxUnavailable as error:
        return Finding(what, False, str(error), "sudo apt install python3, or --python PATH", essential=True)
    return Finding(what, True, f"{found.version} ({found.path})", essential=True)


def _private_network() -> Finding:
    what = "private network"
    try:
        probe_private_network()
    except NetworkUnavailable as error:
        remedy = ""
        if sys.platform == "linux":
            remedy = "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu), or run as root"
        detail = f"{error}; programs are graded one at a time on this machine's own loopback"
        return Finding(what, False, detail, remedy)
    return Finding(what, True, "every program gets its own: several are graded at once, on any port")


def _bubblewrap(python: str | None) -> Finding:
    from sockgrade.sandbox.choose import choose

    what = "sandbox bubblewrap"
    try:
        choose("bubblewrap", python)
    except SandboxUnavailable as error:
        return Finding(what, False, f"{error}; without it programs run with your own rights")
    return Finding(what, True, f"works ({shutil.which('bwrap')})")


def _docker() -> Finding:
    from sockgrade.sandbox.choose import choose

    what = "sandbox docker"
    try:
        found = choose("docker")
    except SandboxUnavailable as error:
        return Finding(what, False, f"{error}; only for strangers' programs, in CI for example")
    return Finding(what, True, f"works ({found.sandbox.description}, Python {found.python.version})")


def _seccomp() -> Finding:
    what = "filter of system calls (seccomp)"
    if sys.platform != "linux":
        return Finding(what, False, "Linux only")
    from sockgrade.sandbox.seccomp import filter_program

    try:
        filter_program()
    except SandboxUnavailable as error:
        return Finding(what, False, str(error))
    return Finding(what, True, "works")


def _kernels_view() -> Finding:
    what = "kernel's view"
    if sys.platform == "linux" and platform.machine() in CALLS:
        return Finding(what, True, "a program that can no longer answer is told so at once")
    return Finding(what, False, f"not on {platform.system()} {platform.machine()}: deadlines decide")


def _spy() -> Finding:
    what = "py-spy"
    found = spy.program()
    if found is None:
        detail = "messages do not name the line at which a Python program hangs"
        return Finding(what, False, detail, "pip install py-spy")
    return Finding(what, True, f"messages name the line at which a Python program hangs ({found})")


def _compiler() -> Finding:
    # The path on which programs in C are compiled, whatever the user's own is.
    found = shutil.which("cc", path="/usr/local/bin:/usr/bin:/bin")
    if found is None:
        remedy = "xcode-select --install" if sys.platform == "darwin" else "sudo apt install gcc libc6-dev"
        return Finding("C compiler", False, "programs in C cannot be graded", remedy)
    return Finding("C compiler", True, found)


def _user() -> Finding:
    if os.geteuid() != 0:
        return Finding("user", True, "not root: programs run as you do, inside the sandbox")
    return Finding("user", True, "root: programs run as nobody, never as root")
