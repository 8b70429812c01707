"""Starts worker processes, and listens to them.

On Linux they are forked from one process (`sockgrade.grading.nursery`), that has loaded pytest already: 36 ms a session
instead of 180 ms. It starts with the command, and loads while the command looks at the submission. Elsewhere
each worker is a new interpreter.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from sockgrade.grading.job import Job, Message, receive, send

#: Seconds of silence after which a worker counts as dead. Its checks end by themselves long before.
_SUPERVISION = 180.0
#: -P: what lies in the current directory, such as a student's socket.py, is not imported.
_PYTHON = (sys.executable, "-P", "-m")


class Worker(Protocol):
    """A running worker."""

    stream: BinaryIO
    """Its messages; ends when it ends."""

    def kill(self) -> None:
        """End it; only while its messages have not ended."""

    def finish(self) -> None:
        """To be called when its messages have ended."""


class Workers:
    """Worker processes of one grader. `forked` is for tests: by default what the platform does best."""

    def __init__(self, *, forked: bool = sys.platform == "linux") -> None:
        self._nursery = _Nursery() if forked else None
        self._lock = threading.Lock()
        self._is_closed = False

    def messages(self, job: Job) -> Iterator[Message]:
        """Let a worker do a job; its messages, until it has ended. A worker that falls silent is killed."""
        worker = self._start(job)
        with worker.stream as stream:
            while True:
                alarm = threading.Timer(_SUPERVISION, worker.kill)
                alarm.daemon = True
                alarm.start()
                try:
                    message = receive(stream)
                except EOFError:
                    worker.finish()
                    return
                finally:
                    alarm.cancel()
                try:
                    yield message
                except GeneratorExit:  # nobody listens any more
                    worker.kill()
                    raise

    def _start(self, job: Job) -> Worker:
        nursery = self._nursery
        if nursery is None:
            return _Spawned(job)
        worker = nursery.start(job)
        if worker.is_unborn:
            worker.stream.close()
            worker = self._nursery_after(nursery).start(job)
        return worker

    def _nursery_after(self, gone: _Nursery) -> _Nursery:
        """A new nursery: somebody has ended the former. Not once everything is to end."""
        with self._lock:
            if self._nursery is gone and not self._is_closed:
                gone.close()
                self._nursery = _Nursery()
            assert self._nursery is not None
            return self._nursery

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            self._is_closed = True
            if self._nursery:
                self._nursery.close()


class _Spawned:
    """A worker that is an interpreter of its own."""

    def __init__(self, job: Job) -> None:
        self._process = subprocess.Popen(
            [*_PYTHON, "sockgrade.grading.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert isinstance(self._process.stdin, io.BufferedIOBase)
        assert isinstance(self._process.stdout, io.BufferedIOBase)
        self.stream: BinaryIO = self._process.stdout
        with self._process.stdin as pipe:
            send(pipe, job)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def finish(self) -> None:
        self._process.wait()


class _Forked:
    """A worker that the nursery forked, and that the nursery reaps."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        try:
            self._pid: int | None = receive(stream)
        except EOFError:  # the nursery is gone
            self._pid = None
        self.is_unborn = self._pid is None

    def kill(self) -> None:
        # Until its messages have ended nobody else can have its pid.
        if self._pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def finish(self) -> None:
        self._pid = None


class _Nursery:
    """The parent of the workers."""

    def __init__(self) -> None:
        # A packet is a job, and carries the descriptor for the messages of the worker that does it.
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [*_PYTHON, "sockgrade.grading.nursery"]
            # In a group of its own: Ctrl-C is the grader's affair, which then ends it and its workers.
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), process_group=0)

    def start(self, job: Job) -> _Forked:
        reading, writing = os.pipe()
        with contextlib.suppress(OSError):  # a nursery that is gone: the stream ends at once
            socket.send_fds(self._socket, [pickle.dumps(job)], [writing])
        os.close(writing)
        return _Forked(open(reading, "rb"))

    def close(self) -> None:
        self._socket.close()
        self._process.kill()  # and the kernel kills what it forked: they asked for that (PR_SET_PDEATHSIG)
        self._process.wait()
