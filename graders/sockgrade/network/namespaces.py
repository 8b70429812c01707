"""How a worker moves into namespaces of its own: network, processes, mounts, host name (Linux, namespaces(7))."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from sockgrade.kernel.trees import scratch
from sockgrade.network.names import HOST_NAME, NameFiles
from sockgrade.network.network import PrivateNetwork, SharedNetwork


class NetworkUnavailable(Exception):
    """This machine cannot provide a private network; the message says why."""


def enter_private_network() -> PrivateNetwork:
    """Move this process into namespaces of its own: network, processes, mounts, host name.

    The process forks: the child returns from here as pid 1 of the new namespaces, so that everything it
    starts ends with it, whatever happens; the parent waits and exits with the child's status. Must be called
    while the process is single-threaded, and only where `probe_private_network` was content.
    """
    return PrivateNetwork(_fork_into_namespaces(private=True))


def enter_shared_network() -> SharedNetwork:
    """The machine's own network; the rest of the namespaces all the same, where the kernel permits them.

    What a program makes of the sandbox's own processes, which have no more rights than it has, then does not let
    it outlive this one. Forks like `enter_private_network`.
    """
    if sys.platform == "linux":
        with contextlib.suppress(NetworkUnavailable):
            _probe(private=False)
            _fork_into_namespaces(private=False)
    return SharedNetwork()


def probe_private_network() -> None:
    """Find out, in a throw-away process, whether the kernel permits a private network: a process that went
    half of the way could not go back. Raises NetworkUnavailable."""
    if sys.platform != "linux":
        raise NetworkUnavailable("only Linux has private networks")
    _probe(private=True)


def _probe(*, private: bool) -> None:
    """The same for the namespaces that `_isolate` makes."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            _isolate(private=private)
            inner = os.fork()
            if inner == 0:
                try:
                    _furnish(private=private)
                    status = 0
                except OSError as error:
                    os.write(writing, str(error.strerror).encode())
                finally:
                    os._exit(status)
            status = os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1])
        except OSError as error:
            os.write(writing, str(error.strerror).encode())
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        reason = pipe.read().decode(errors="replace")
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        raise NetworkUnavailable(f"the kernel refuses a private network ({reason or 'no reason given'})")


def _fork_into_namespaces(*, private: bool) -> NameFiles | None:
    """Move there; the files that tell programs names, if the network is private."""
    from sockgrade.kernel import linux

    uid, gid = os.getuid(), os.getgid()
    _isolate(private=private)
    child = linux.fork_a_dependant()
    if child:
        _stand_by(child)
    files = _furnish(private=private)
    assert (os.getuid(), os.getgid()) == (uid, gid), "the user namespace keeps the ids"
    return files


def _isolate(*, private: bool) -> None:
    """New namespaces, those of the network and of its names if it is private; that of pids is the next child's."""
    from sockgrade.kernel import linux

    uid, gid = os.getuid(), os.getgid()
    flags = linux.CLONE_NEWPID | linux.CLONE_NEWNS
    if private:
        flags |= linux.CLONE_NEWNET | linux.CLONE_NEWUTS
    if uid == 0:
        linux.unshare(flags)
        return
    linux.unshare(linux.CLONE_NEWUSER | flags)
    # Without CAP_SETGID in the parent namespace a gid map may be written only after setgroups is given up
    # (user_namespaces(7)).
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def _furnish(*, private: bool) -> NameFiles | None:
    """Give the namespaces a /proc that shows their processes; a private network a loopback and names, too."""
    from sockgrade.kernel import linux

    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("proc", "/proc", "proc", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)
    if not private:
        return None
    linux.bring_up_loopback()
    linux.sethostname(HOST_NAME)
    with scratch() as folder:
        files = NameFiles(folder)
        for name in files:
            # Where the system lacks one, there is nothing that it could be mounted on.
            if (place := Path("/etc", name)).exists():
                linux.mount(str(folder / name), str(place), None, linux.MS_BIND)
    return files


def _stand_by(child: int) -> NoReturn:
    """Wait for the process that does the work, pass signals on to it, and end as it ends."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # The terminal sends its signals to the child as well; a lone SIGTERM is meant for the work.
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else lambda n, _: os.kill(child, n))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def sweep() -> None:
    """End every process that is left in the worker's namespaces, and reap it. Does nothing outside of them."""
    if os.name != "posix" or os.getpid() != 1:
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
