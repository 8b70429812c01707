"""The system calls in which a program may wait for ever, or for long, as /proc/<pid>/task/<tid>/syscall shows them.

Numbers are per machine (syscall(2)); a machine that is not listed has no kernel's view.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_FOREVER = 0
_MINUS_ONE = 0xFFFFFFFF  # an int argument of -1, as its register's lower half
_FUTEX_WAIT, _FUTEX_WAIT_BITSET = 0, 9
_FUTEX_COMMAND = 0x7F


@dataclass(frozen=True)
class Call:
    """A system call in which a program may wait for ever, or for long."""

    name: str
    purpose: str
    """What for: completes "it waits in recv() …"."""
    untimed: Callable[[Sequence[int]], bool] = lambda _: True
    on_descriptor: bool = False
    """Its first argument is the descriptor on which it waits."""
    sends: bool = False


def _null(argument: int) -> Callable[[Sequence[int]], bool]:
    return lambda arguments: arguments[argument] == _FOREVER


def _minus_one(argument: int) -> Callable[[Sequence[int]], bool]:
    return lambda arguments: arguments[argument] & 0xFFFFFFFF == _MINUS_ONE


def _futex(arguments: Sequence[int]) -> bool:
    return arguments[1] & _FUTEX_COMMAND in (_FUTEX_WAIT, _FUTEX_WAIT_BITSET) and arguments[3] == _FOREVER


_SOCKETS = "for something to happen on its sockets"
_TAKEN = "until the other side reads"
READ = Call("read()", "for data", on_descriptor=True)
RECV = Call("recv()", "for more data", on_descriptor=True)
FUTEX = Call("a lock", "for another thread", _futex)
_ACCEPT = Call("accept()", "for the next client", on_descriptor=True)
_SEND = Call("send()", _TAKEN, on_descriptor=True, sends=True)
_WRITE = Call("write()", _TAKEN, on_descriptor=True, sends=True)
_WAIT = Call("wait()", "for a child process")
_PAUSE = Call("pause()", "for a signal")
# These two end by themselves, a connect() after minutes: a program is never stuck in them.
_CONNECT = Call("connect()", "for an answer", lambda _: False, on_descriptor=True)
_SLEEP = Call("sleep()", "for time to pass", lambda _: False)


def _poll(time_out: Callable[[Sequence[int]], bool]) -> Call:
    return Call("poll()", _SOCKETS, time_out)


def _select(time_out: Callable[[Sequence[int]], bool]) -> Call:
    return Call("select()", _SOCKETS, time_out)


def _epoll(time_out: Callable[[Sequence[int]], bool]) -> Call:
    return Call("epoll_wait()", _SOCKETS, time_out)


CALLS: dict[str, dict[int, Call]] = {
    "x86_64": {
        0: READ,
        1: _WRITE,
        7: _poll(_minus_one(2)),
        20: _WRITE,
        23: _select(_null(4)),
        34: _PAUSE,
        35: _SLEEP,
        40: _SEND,  # sendfile(2): the descriptor that it writes to comes first
        42: _CONNECT,
        43: _ACCEPT,
        44: _SEND,
        45: RECV,
        46: _SEND,
        47: RECV,
        61: _WAIT,
        130: _PAUSE,
        202: FUTEX,
        230: _SLEEP,
        232: _epoll(_minus_one(3)),
        247: _WAIT,
        270: _select(_null(4)),
        271: _poll(_null(2)),
        281: _epoll(_minus_one(3)),
        288: _ACCEPT,
        441: _epoll(_null(3)),
    },
    "aarch64": {
        22: _epoll(_minus_one(3)),
        63: READ,
        64: _WRITE,
        66: _WRITE,
        71: _SEND,
        72: _select(_null(4)),
        73: _poll(_null(2)),
        95: _WAIT,
        98: FUTEX,
        101: _SLEEP,
        115: _SLEEP,
        133: _PAUSE,
        202: _ACCEPT,
        203: _CONNECT,
        206: _SEND,
        207: RECV,
        211: _SEND,
        212: RECV,
        242: _ACCEPT,
        260: _WAIT,
        441: _epoll(_null(3)),
    },
}
