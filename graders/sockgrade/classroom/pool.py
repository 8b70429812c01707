"""Grades many programs at once, until it is closed: for a class, and for its pairs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

from sockgrade.classroom.engine import Engine, Stopped
from sockgrade.verdict import ProgramResult

_Thing = TypeVar("_Thing")
_Outcome = TypeVar("_Outcome")
#: How often a program is graded at most where the grader fails.
_TRIES = 3


class Pool:
    """Threads that share an engine, which ends with them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._stopped = threading.Event()
        self._threads = ThreadPoolExecutor(engine.at_once)

    def each(self, do: Callable[[_Thing], _Outcome], things: Iterable[_Thing]) -> Iterator[_Outcome]:
        """Do it with all of them; what comes of each as soon as it is done."""
        futures = [self._threads.submit(do, thing) for thing in things]
        for future in as_completed(futures):
            yield future.result()

    def tries(self, grade: Callable[[], ProgramResult]) -> Iterator[ProgramResult]:
        """Grade until the grader does not fail: each time in another worker. Raises Stopped."""
        for _ in range(_TRIES):
            program = grade()
            if self._stopped.is_set():  # its worker was ended: that says nothing
                raise Stopped
            yield program
            if not program.failed_in_the_grader:
                return

    def close(self) -> None:
        """End what still runs, and the engine."""
        self._stopped.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._engine.close()  # so that nobody waits for workers any more
        self._threads.shutdown()  # and nobody writes any more
