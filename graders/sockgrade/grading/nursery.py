"""The process from which workers are forked: it has loaded already what they need (Linux).

Started by `sockgrade.grading.workers`, with the socket over which jobs come as its standard input.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import socket
import sys
from importlib import import_module

from sockgrade.kernel.garbage import collect_rarely

#: Bytes; a job names a program, its checks and a few paths.
_MAX_JOB = 2**17


def main() -> None:
    """Fork a worker for every job that comes; end when the grader closes the socket."""
    collect_rarely()  # before anything is loaded
    for module in ("pytest_timeout", "sockgrade.sandbox.bubblewrap"):  # for some workers
        import_module(module)
    from sockgrade.grading.job import send
    from sockgrade.grading.worker import become_silent, work
    from sockgrade.kernel import linux

    sys.dont_write_bytecode = True
    gc.freeze()  # what is loaded stays: no worker needs to look through it
    linux.die_with_parent(signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps workers (wait(2), NOTES)
    with socket.socket(fileno=os.dup(0)) as jobs:
        become_silent()
        while True:
            data, descriptors, _, _ = socket.recv_fds(jobs, _MAX_JOB, 1)
            if not data:
                return
            with contextlib.suppress(Exception):  # said by the worker, which does it again
                pickle.loads(data)  # imports what the job needs, for all that follow
            if linux.fork_a_dependant() == 0:
                try:
                    jobs.close()
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    with os.fdopen(descriptors[0], "wb") as messages:
                        send(messages, os.getpid())
                        work(data, messages)
                finally:
                    os._exit(0)
            os.close(descriptors[0])


if __name__ == "__main__":
    main()
