"""The first process of a container: does there what the grader cannot do from outside.

It makes sockets in the container's network and hands them out, starts programs as somebody else, and ends them.
It takes requests over the one connection that it makes, to a socket of the grader's, and ends, and with it all of
the container, when that connection does. Programs cannot reach it: they have another user id and no capabilities.

Run by the image's own Python, with nothing but the standard library; a file of the image, never imported.
A request and an answer are a packet of JSON each, with descriptors where there are any (unix(7), SCM_RIGHTS).
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import resource
import select
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

assert sys.platform == "linux"

#: Bytes of a request.
_MOST = 2**17
#: Descriptors with a request: standard input, output and error of a program, and the filter of system calls.
_STREAMS = 3

_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_KEEPCAPS, _PR_CAPBSET_DROP = 8, 24
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 47, 2
_CAPABILITY_VERSION_3 = 0x20080522
#: More than there are (capabilities(7)).
_CAPABILITIES = 64
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_PR_SET_PTRACER, _PR_SET_PTRACER_ANY = 0x59616D61, ctypes.c_ulong(-1)
#: Bytes of struct sock_filter (linux/filter.h).
_INSTRUCTION = 8


class _Filter(ctypes.Structure):
    """struct sock_fprog (linux/filter.h)."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


class Helper:
    """Answers requests. Each method is one, with the request's keys as arguments; it returns the answer."""

    def __init__(self, grader: socket.socket) -> None:
        self._grader = grader
        self._program: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Until the grader is gone."""
        wakeup, notice = os.pipe()
        for end in (wakeup, notice):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(notice)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # without a handler nothing is written to the pipe
        channel = self._grader.fileno()
        while True:
            ready, _, _ = select.select([channel, wakeup], [], [])
            if wakeup in ready:
                os.read(wakeup, _MOST)
                self._reap()
            if channel in ready:
                data, descriptors, _, _ = socket.recv_fds(self._grader, _MOST, _STREAMS + 1)
                if not data:
                    return
                self._answer(json.loads(data), descriptors)

    def _answer(self, request: dict[str, Any], descriptors: list[int]) -> None:
        given: list[int] = []
        try:
            answer = getattr(self, request.pop("do"))(*descriptors, given=given, **request)
        except OSError as error:
            answer = {"errno": error.errno}
        except ValueError:  # a NUL in a name or an argument
            answer = {"errno": errno.EINVAL}
        except subprocess.SubprocessError:  # what was to be done before exec() has failed
            answer = {"errno": errno.EPERM}
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        socket.send_fds(self._grader, [json.dumps(answer).encode()], given)
        for descriptor in given:
            os.close(descriptor)

    def socket(self, given: list[int], family: int, kind: int, protocol: int) -> dict[str, Any]:
        """A socket in the container's network."""
        given.append(socket.socket(family, kind, protocol).detach())
        return {}

    def folder(self, given: list[int], path: str) -> dict[str, Any]:
        """A folder of the container's."""
        given.append(os.open(path, os.O_RDONLY | os.O_DIRECTORY))
        return {}

    def which(self, given: list[int], name: str, path: str) -> dict[str, Any]:  # noqa: ARG002 - none is given
        """The path of a command, null if there is none."""
        import shutil  # a third of all that there is to load, and rarely needed

        return {"path": shutil.which(name, path=path)}

    def start(
        self,
        stdin: int,
        stdout: int,
        stderr: int,
        filter_: int,
        *,
        given: list[int],
        argv: list[str],
        folder: str,
        environment: dict[str, str],
        user: int,
        group: int,
        limits: dict[str, list[int]],
        rights: list[int],
    ) -> dict[str, Any]:
        """Start a program with these capabilities alone; its pidfd (pidfd_open(2)) is given."""
        rules = os.read(filter_, _MOST)

        def restrict() -> None:
            for name, (soft, hard) in limits.items():
                _limit(getattr(resource, f"RLIMIT_{name}"), soft, hard)
            _become(user, group, rights)
            _filter(rules)

        def popen(argv: list[str]) -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                argv,
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                cwd=folder,
                env=environment,
                umask=0o022,
                start_new_session=True,
                preexec_fn=restrict,
            )

        with _expendable():
            try:
                self._program = popen(argv)
            except OSError as error:  # as a shell says and does it
                said = f"{argv[0]}: {error.strerror}"
                script = error.errno == errno.ENOEXEC  # execvp(3)
                self._program = popen(
                    ["/bin/sh", *argv] if script else ["/bin/sh", "-c", 'echo "$1" >&2; exit 127', "sh", said]
                )
        given.append(os.pidfd_open(self._program.pid))
        return {}

    def status(self, given: list[int]) -> dict[str, Any]:  # noqa: ARG002 - none is given
        """How the program ended: as Popen.returncode has it."""
        assert self._program is not None
        return {"status": self._program.wait()}

    def kill(self, given: list[int]) -> dict[str, Any]:
        """End everything but this process, which as pid 1 is left out (kill(2)); how the program ended."""
        assert self._program is not None
        if self._program.poll() is None:
            self._program.send_signal(signal.SIGKILL)
        answer = self.status(given)
        try:
            while True:
                os.kill(-1, signal.SIGKILL)
                os.waitpid(-1, 0)
        except (ProcessLookupError, ChildProcessError):
            return answer

    def _reap(self) -> None:
        """Take notice of the end of orphans; the program's is asked for."""
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if ended is None:
                return
            if self._program is not None and ended.si_pid == self._program.pid:
                self._program.poll()
            else:
                os.waitpid(ended.si_pid, 0)


@contextlib.contextmanager
def _expendable() -> Iterator[None]:
    """Where memory runs out, what is started meanwhile is ended before this process (proc_pid_oom_score_adj(5))."""
    path = "/proc/self/oom_score_adj"
    with open(path) as score:
        usual = score.read()
    with open(path, "w") as score:
        score.write("1000")
    try:
        yield
    finally:
        with open(path, "w") as score:
            score.write(usual)


def _become(user: int, group: int, rights: list[int]) -> None:
    """Give up everything that this process may do but these capabilities, for good."""
    for capability in range(_CAPABILITIES):
        if capability not in rights:
            _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
    os.setgroups([])
    os.setresgid(group, group, group)
    _libc.prctl(_PR_SET_KEEPCAPS, int(bool(rights)), 0, 0, 0)
    os.setresuid(user, user, user)
    if rights:
        _keep(rights)


def _keep(rights: list[int]) -> None:
    """Have these capabilities alone, and have them still when a program is executed: make them ambient."""
    bits = sum(1 << right for right in rights)
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    # effective, permitted, inheritable; the upper halves behind them (capset(2))
    _call("capset", header, struct.pack("=6I", 0, bits, bits, 0, 0, 0))
    for right in rights:
        _call("prctl", _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, right, 0, 0)


def _call(name: str, *arguments: Any) -> None:
    if getattr(_libc, name)(*arguments):
        raise OSError(ctypes.get_errno(), name)


def _filter(rules: bytes) -> None:
    """Filter the system calls from now on (seccomp(2)). The container has no_new_privs, which that needs."""
    # Yama lets only parents look into a program, unless it agrees (prctl(2)); the grader is none.
    _libc.prctl(_PR_SET_PTRACER, _PR_SET_PTRACER_ANY, 0, 0, 0)
    program = _Filter(len(rules) // _INSTRUCTION, rules)
    if _libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


def _limit(which: int, soft: int, hard: int) -> None:
    """setrlimit(2), as far as it is permitted."""
    most = resource.getrlimit(which)[1]
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(which, (soft, hard))


def main() -> None:
    """Connect to the grader's socket, whose path is the only argument."""
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as grader:
        grader.connect(sys.argv[1])
        Helper(grader).run()


if __name__ == "__main__":
    main()
