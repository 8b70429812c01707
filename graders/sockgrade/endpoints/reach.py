"""How the grader connects to a program: without ever waiting longer than a check may, whatever the program does."""

from __future__ import annotations

import contextlib
import errno
import os
import select
import socket

from sockgrade.process.process import Process
from sockgrade.process.waiting import Halted, wait_for
from sockgrade.process.watch import NEVER

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

#: What the grader's own machine may run out of.
EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
#: What connect(2) says of a non-blocking socket while nobody has answered; on Windows WSAEWOULDBLOCK.
_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", 0)}


def reach(client: socket.socket, address: tuple[str, int], process: Process) -> bool:
    """Connect; True for a connection that the program has reset meanwhile, which was one all the same.

    Raises OSError: what connect(2) says, and TimeoutError where nothing answers.
    """
    client.setblocking(False)

    def was_reset() -> bool | None:
        with contextlib.suppress(OSError):
            client.getpeername()
            return False
        _, writable, failed = select.select([], [client], [client], 0)
        if not writable and not failed:
            return None
        error = client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error in (0, errno.ECONNRESET, errno.EPIPE):
            return True
        raise OSError(error, os.strerror(error))

    error = client.connect_ex(address)
    if error not in _UNDER_WAY:
        raise OSError(error, os.strerror(error))
    try:
        return wait_for(was_reset, process, looks=NEVER)
    except Halted:
        raise TimeoutError from None
