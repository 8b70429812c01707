"""Bubblewrap: the system's files read-only, /tmp and a folder of its own, and nothing else of the machine. Linux only.

The program sees its own processes only, has no capabilities, and may use only the system calls that
`seccomp` leaves it. It inherits the network of the worker, which is private already.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from io import FileIO
from pathlib import Path

from sockgrade.checks import CheckSkipped
from sockgrade.kernel.trees import ENGINE
from sockgrade.network.network import Network, PrivateNetwork
from sockgrade.sandbox import HOME, Launch, Limits, Sandbox, SandboxUnavailable, needs
from sockgrade.sandbox.ownership import own_network
from sockgrade.sandbox.seccomp import filter_program
from sockgrade.sandbox.spawn import (
    await_end,
    demoted,
    environment,
    limit,
    limited,
    may_limit,
    names,
    signalled,
)

assert sys.platform == "linux", "bubblewrap needs Linux"

_NAMESPACES = (
    *("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
    *("--die-with-parent", "--new-session"),
)

#: What of /etc libc, the loader and the compiler read, and which says nothing about the machine.
#: Few, because every one costs a mount at every launch.
_ETC = ("ld.so.cache", "localtime", "protocols", "alternatives")
#: What of it says which names there are. They are the worker's, so that names mean the same to the program and the
#: grader. Copied: what is mounted there in a worker's private network has no name of its own any more, and cannot be
#: mounted again.
_NAMES = ("hosts", "services", "host.conf", "gai.conf")

#: The number of the first descriptor that bubblewrap is given; there can be 1024 nearly everywhere.
_FIRST = 900

#: Seconds in which bubblewrap's outer process follows the inner one before it is killed as well.
_PATIENCE = 5.0


class Bubblewrap(Sandbox):
    """Runs a program in a sandbox of its own, made by bwrap(1)."""

    name = "bubblewrap"

    def __init__(self, hidden: Sequence[Path] = ()) -> None:
        """`hidden` are folders that programs must not see, wherever they are; sockgrade's own always is one.

        Raises SandboxUnavailable if bubblewrap or libseccomp is not installed.
        """
        program = shutil.which("bwrap")
        if program is None:
            raise SandboxUnavailable("bubblewrap is not installed: sudo apt install bubblewrap")
        self._program = program
        self._filter = filter_program()
        # What is installed for everybody is below /usr, which programs see: sockgrade, too, and its solutions.
        self._hidden = tuple(path.resolve() for path in (ENGINE, *hidden))

    def start(self, launch: Launch) -> Contained:
        # Limited from outside, a program is spared one execve(2). What may not be there is begun by prlimit(1) all the
        # same, which ends as a shell does; bubblewrap would end as if it could not prepare the sandbox.
        from_outside = may_limit() and _is_of_the_system(launch.argv[0])
        limits = [] if from_outside else limited(launch.limits)
        if not limits and not from_outside:
            raise SandboxUnavailable("prlimit is not installed: sudo apt install util-linux")
        demotion, identity = demoted(dies_with_parent=False)  # bubblewrap sees to that
        reading, there = os.pipe()
        waiting, go = os.pipe()
        with contextlib.ExitStack() as theirs:
            writing = theirs.enter_context(_numbered(there))
            blocking = theirs.enter_context(_numbered(waiting))
            seccomp = theirs.enter_context(_readable(self._filter))
            # bubblewrap leaves it open; a program may open the same by itself, as /proc/self/ns/user.
            owner = [launch.owner] if launch.rights and launch.owner is not None else []
            owner = [theirs.enter_context(_numbered(os.dup(descriptor))) for descriptor in owner]
            files = {name: theirs.enter_context(_readable(data)) for name, data in _files().items()}
            options = [
                *_user(launch, owner),
                *_system(launch.limits.scratch),
                *_etc(files),
                *_folders(launch, self._hidden),
                *("--remount-ro", "/", "--remount-ro", "/dev"),
                *("--seccomp", str(seccomp), "--json-status-fd", str(writing), "--block-fd", str(blocking)),
            ]
            # Not on the command line, which programs see in /proc/1/cmdline.
            told = theirs.enter_context(_readable("".join(f"{option}\0" for option in options).encode()))
            argv = [*demotion, self._program, "--args", str(told), "--", *limits, *launch.argv]
            try:
                process = subprocess.Popen(
                    argv,
                    cwd="/",
                    # --clearenv alone would leave the grader's environment in /proc/1/environ.
                    env=environment(launch.environment),
                    stdin=launch.stdin,
                    stdout=launch.stdout,
                    stderr=launch.stderr,
                    pass_fds=(seccomp, *files.values(), writing, blocking, told, *owner),
                    **identity,
                )
            except OSError as error:
                os.close(reading)
                os.close(go)
                raise SandboxUnavailable(f"cannot start {self._program}: {error.strerror}") from error
        with open(go, "wb"):  # the program begins when it is closed
            contained = Contained(process, FileIO(reading), launch.folder)
            if from_outside:
                contained.limit(launch.limits)
        return contained

    def bound(self, rights: Sequence[str], network: Network) -> None:
        if not isinstance(network, PrivateNetwork):
            raise CheckSkipped(f"{needs(rights)}, which is for a private network only: --network private")
        try:
            network.let_own(own_network)
        except OSError as why:
            raise CheckSkipped(f"{needs(rights)}, which the kernel does not bound here ({why})") from None

    def folder_path(self, folder: Path) -> Path:  # noqa: ARG002 - the same for every folder
        return HOME


def _is_of_the_system(command: str) -> bool:
    """Whether a command is a program that is there for everybody, in the sandbox too."""
    return (
        os.path.isabs(command)
        and Path(command).resolve().is_relative_to("/usr")
        and os.access(command, os.X_OK)
    )


@contextlib.contextmanager
def _readable(data: bytes) -> Iterator[int]:
    """A descriptor from which bubblewrap can read `data`."""
    file = os.memfd_create("sandbox")
    os.write(file, data)
    os.lseek(file, 0, os.SEEK_SET)
    with _numbered(file) as descriptor:
        yield descriptor


@contextlib.contextmanager
def _numbered(descriptor: int) -> Iterator[int]:
    """The same under a number that is the same in every launch, however many the grader has open: programs see it."""
    number = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _FIRST)
    os.close(descriptor)
    try:
        yield number
    finally:
        os.close(number)


def _user(launch: Launch, owner: Sequence[int]) -> Iterator[str]:
    """The program's user namespace: a new one, or that which owns its network, where it shall have rights."""
    if not launch.rights:
        yield from ("--unshare-user", "--disable-userns")
        return
    (descriptor,) = owner  # of `Network.owner`: see `Bubblewrap.bound`
    yield from ("--userns", str(descriptor))
    for right in launch.rights:
        yield from ("--cap-add", f"CAP_{right.upper()}")


@cache
def _system(scratch: int) -> tuple[str, ...]:
    """The part of the file system that is the same for all programs."""
    options = [*_NAMESPACES, "--ro-bind", "/usr", "/usr"]
    for name in ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"):
        if os.path.islink(name):
            options += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            options += ["--ro-bind", name, name]
    options += ["--proc", "/proc", "--dev", "/dev"]
    # /dev/shm: named semaphores, without which Python's multiprocessing has no locks and queues.
    for name in ("/tmp", "/dev/shm"):
        options += ["--perms", "1777", "--size", str(scratch), "--tmpfs", name]
    options += ["--perms", "0755", "--dir", "/etc"]
    for name in _ETC:
        if os.path.exists(f"/etc/{name}"):
            options += ["--ro-bind", f"/etc/{name}", f"/etc/{name}"]
    return tuple(options)


def _files() -> dict[str, bytes]:
    """The files of /etc that are written for the sandbox."""
    copied = {}
    for name in _NAMES:
        with contextlib.suppress(OSError):
            copied[name] = Path("/etc", name).read_bytes()
    return {"hosts": b"127.0.0.1 localhost\n::1 localhost\n", **names(), **copied}


def _etc(files: Mapping[str, int]) -> Iterator[str]:
    for name, descriptor in files.items():
        yield from ("--perms", "0644", "--file", str(descriptor), f"/etc/{name}")


def _folders(launch: Launch, hidden: Sequence[Path]) -> Iterator[str]:
    yield from _masks(hidden, [Path("/usr")])
    for path in launch.readable:
        if not path.is_relative_to("/usr") or any(path.is_relative_to(folder) for folder in hidden):
            yield from ("--ro-bind", str(path), str(path))
    yield from _masks(hidden, launch.readable)
    yield from ("--perms", "0755", "--dir", str(HOME.parent))
    yield from ("--bind", str(launch.folder), str(HOME), "--chdir", str(HOME / launch.directory))


def _masks(hidden: Sequence[Path], seen: Sequence[Path]) -> Iterator[str]:
    """An empty folder in the place of each that must not be seen, and is inside of one that is."""
    for path in hidden:
        if path.is_dir() and any(path != folder and path.is_relative_to(folder) for folder in seen):
            yield from ("--tmpfs", str(path), "--remount-ro", str(path))


class Contained:
    """A program started by bubblewrap (`sockgrade.sandbox.Running`).

    bubblewrap is two processes: the outer one, which the grader started, and the inner one, pid 1 of the
    program's pid namespace. When the inner one dies the kernel ends all that is in the namespace.
    """

    def __init__(self, outer: subprocess.Popen[bytes], status: FileIO, folder: Path) -> None:
        self._outer = outer
        self._status = status
        self._folder = folder
        self._result: int | None = None
        self._killed = False
        self._pid: int | None = None
        beginning = b""
        while not beginning.endswith(b"\n") and (part := status.read(4096)):
            beginning += part
        if not beginning:
            status.close()
            outer.wait()
            raise SandboxUnavailable("bubblewrap cannot make a sandbox here")
        self._inner_pid: int = json.loads(beginning.splitlines()[0])["child-pid"]
        self._report = beginning
        try:
            self._inner: int | None = os.pidfd_open(self._inner_pid)
        except ProcessLookupError:
            self._inner = None

    def limit(self, limits: Limits) -> None:
        """Limit what runs in there; before it begins."""
        with contextlib.suppress(ProcessLookupError):  # bubblewrap has failed, and says why
            limit(self._inner_pid, limits)

    @property
    def root_pid(self) -> int:
        return self._outer.pid

    @property
    def own_pids(self) -> frozenset[int]:
        return frozenset((self._outer.pid, self._inner_pid))

    @property
    def pid(self) -> int | None:
        if self._outer.poll() is not None:
            return None
        if self._pid is None:
            # The first process that pid 1 starts is the program; what it adopts later comes behind.
            with contextlib.suppress(OSError):
                children = (
                    Path(f"/proc/{self._inner_pid}/task/{self._inner_pid}/children").read_text().split()
                )
                self._pid = int(children[0]) if children else None
        return self._pid

    def poll(self) -> int | None:
        if self._outer.poll() is None:
            return None
        self._settle()
        if self._result is None:
            raise SandboxUnavailable(
                "bubblewrap could not prepare the sandbox (its message is in the program's error output). "
                f"May the user that runs programs enter {self._folder}?"
            )
        return self._result

    def exit_descriptor(self) -> int | None:
        return os.pidfd_open(self._outer.pid) if self._outer.returncode is None else None

    def kill(self) -> None:
        if self._outer.poll() is None:
            self._killed = True
            if self._inner is not None:
                # The outer process reaps the inner one and then ends. Killed first, it would leave that to
                # whoever is pid 1 here.
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._inner, signal.SIGKILL)
                descriptor = os.pidfd_open(self._outer.pid)
                await_end(descriptor, _PATIENCE)
                os.close(descriptor)
            self._outer.kill()
            self._outer.wait()
        self._settle()

    def _settle(self) -> None:
        """Once the outer process is gone: wait for the rest and learn how the program ended."""
        if self._status.closed:
            return
        self._end_inner()
        with self._status:
            self._report += self._status.readall()
        self._result = self._read_result(self._outer.returncode)

    def _end_inner(self) -> None:
        """Wait until the inner process, and so everything in its namespace, is gone."""
        if self._inner is None:
            return
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._inner, signal.SIGKILL)
        await_end(self._inner, None)
        # An orphan becomes the grader's if the grader is pid 1 of its namespace.
        with contextlib.suppress(ChildProcessError):
            os.waitid(os.P_PIDFD, self._inner, os.WEXITED)
        os.close(self._inner)
        self._inner = None

    def _read_result(self, status: int) -> int | None:
        """The program's exit status, from the outer process's and its report.

        The report has an exit code only if the program was begun. None: it was not, bubblewrap failed.
        """
        for line in self._report.splitlines():
            code: int | None = json.loads(line).get("exit-code")
            if code is not None:
                return signalled(code)
        if self._killed or status < 0:
            return -signal.SIGKILL
        return None
