"""The workers of a Dask cluster, as an engine: they grade what this machine sends them, and send the results back.

What Dask knows it has in memory only: nothing is graded there that nobody here waits for, and what is graded is in the
journal here. If a worker dies, the scheduler gives its programs to others (distributed.dask.org, "Resilience"). If
the scheduler goes, the programs are sent again as soon as it is back.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import threading
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from sockgrade import __version__
from sockgrade.checks import GraderFault
from sockgrade.classroom.engine import EngineUnavailable, Stopped
from sockgrade.classroom.errand import Errand, Machine, Terms, grade, introduce, packed, version
from sockgrade.classroom.marking import hash_of_grader
from sockgrade.course import Course, ProgramSpec, Selection
from sockgrade.grading.grade import Options
from sockgrade.intake.submission import Source
from sockgrade.sandbox.choose import Interpreter
from sockgrade.verdict import ProgramResult

try:
    import dask
    from dask.utils import parse_timedelta
    from distributed import Client, KilledWorker
except ImportError:
    raise EngineUnavailable("Dask is missing: pip install 'sockgrade[dask]'") from None

_T = TypeVar("_T")

#: For each program that the workers can grade at once, how many are sent: so that a worker that is done, or that has
#: come later, finds the next one there.
_AHEAD = 2


class Cluster:
    """The workers of the scheduler at an address, such as `tcp://10.0.0.1:8786`. Several threads may use it.

    Raises EngineUnavailable if there are none, or if they would not all give the grades that this machine would.
    """

    network = "private"
    """Workers that have no private networks are refused."""

    def __init__(
        self, address: str, course: Course, options: Options, programs: Sequence[ProgramSpec]
    ) -> None:
        self.course, self._address = course, address
        hashes = tuple((program.id, hash_of_grader(course, program)) for program in programs)
        root = None if course.is_default else course.root
        self._terms = Terms(__version__, root, hashes, replace(options, jobs=None))
        self._patience = parse_timedelta(dask.config.get("distributed.comm.timeouts.connect"))
        """Seconds in which the scheduler answers, or is back, and in which there are workers."""
        for name in ("distributed", "distributed.client"):  # what there is to say is said in one line
            logging.getLogger(name).setLevel(logging.CRITICAL)
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
        # Dask's own thread ends with its client, and whoever still waits for it waits for ever. This one ends with
        # the command.
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._waiting: set[asyncio.Task[Any]] = set()
        self._is_closed = False
        self._client = self._await(self._connected())
        self._machine, threads = self._await(self._asked())
        self.at_once = options.jobs or _AHEAD * threads

    def _await(self, coroutine: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    async def _connected(self) -> Client:
        try:
            return await Client(self._address, asynchronous=True, set_as_default=False)
        except (OSError, ValueError):
            raise EngineUnavailable(
                f"no Dask scheduler answers at {self._address}: start one, with `dask scheduler`, or name another "
                "address"
            ) from None

    async def _asked(self) -> tuple[Machine, int]:
        """What all the workers have, and how many programs they can grade at once."""
        await self._see_that_there_are_workers()
        try:
            there = await self._client.run_on_scheduler(version)
        except Exception as error:  # whatever a scheduler raises that has another sockgrade, or none
            raise EngineUnavailable(f"the scheduler at {self._address} {_trouble(error)}") from None
        if there != __version__:
            raise EngineUnavailable(
                f"the scheduler at {self._address} has sockgrade {there}, and here is {__version__}"
            )
        answers = await self._client.run(introduce, self._terms, on_error="return")
        machines = {worker: _machine(worker, answer) for worker, answer in answers.items()}
        (first, machine), *others = machines.items()
        for worker, other in others:
            if other != machine:
                raise EngineUnavailable(
                    f"the worker {worker} has {other}, and {first} has {machine}: name one of them with --sandbox "
                    "or --python, or end one of the workers"
                )
        return machine, sum((await self._client.nthreads()).values())

    async def _see_that_there_are_workers(self) -> None:
        try:
            await asyncio.wait_for(self._client.wait_for_workers(1), self._patience)
        except TimeoutError:
            raise EngineUnavailable(
                f"the scheduler at {self._address} has no workers: start some with `dask worker {self._address}`"
            ) from None
        except OSError:  # the scheduler is not there: the client tries to find it again
            pass

    @property
    def sandbox(self) -> str:
        return self._machine.sandbox

    @property
    def python(self) -> Interpreter:
        """Of the workers: each has it at a place of its own."""
        return Interpreter(Path("python3"), self._machine.python)

    def gradable(self, selections: Sequence[Selection]) -> Sequence[Selection]:
        """All of them: workers have private networks."""
        return selections

    def agree_to(self, path: Path, risk: str) -> None:
        """The workers have been asked already."""

    def program(self, selection: Selection, source: Source | None) -> ProgramResult:
        checks = tuple(check.id for check in selection.checks)
        parcel = packed(source) if source else None
        errand = Errand(self._terms, self._machine, selection.program.id, checks, parcel)
        try:
            return self._await(self._graded(errand))
        except concurrent.futures.CancelledError:
            raise Stopped from None

    async def _graded(self, errand: Errand) -> ProgramResult:
        """What workers make of it. Raises asyncio.CancelledError once the cluster has been closed."""
        if self._is_closed:
            raise asyncio.CancelledError
        task = asyncio.current_task()
        assert task is not None
        self._waiting.add(task)
        try:
            while True:
                try:
                    return await self._done(errand)
                except concurrent.futures.CancelledError:  # the scheduler has lost it: it is sent again
                    continue
        finally:
            self._waiting.discard(task)

    async def _done(self, errand: Errand) -> ProgramResult:
        """What a worker makes of it. Raises concurrent.futures.CancelledError if the scheduler loses it, or is lost."""
        if self._client.status in ("closing", "closed"):  # it could not find the scheduler again
            raise self._gone()
        future = self._client.submit(grade, errand, pure=False)
        waiting = asyncio.ensure_future(future.result())
        while not (await asyncio.wait([waiting], timeout=self._patience))[0]:
            if self._client.status != "running":  # since this was sent
                raise self._gone()
            await self._see_that_there_are_workers()
        try:
            result = waiting.result()
        except KilledWorker as error:
            raise GraderFault(f"{error.allowed_failures + 1} workers died that were grading it") from None
        except (EngineUnavailable, ImportError) as error:
            raise EngineUnavailable(f"a worker that has come meanwhile {_trouble(error)}") from None
        except OSError:
            if future.status == "error":  # it is the worker's own
                raise
            # The scheduler has gone, or the worker, while the result was handed over.
            raise concurrent.futures.CancelledError from None
        assert isinstance(result, ProgramResult)
        return result

    def _gone(self) -> EngineUnavailable:
        return EngineUnavailable(
            f"the scheduler at {self._address} has gone: start it again, and the same command goes on"
        )

    def close(self) -> None:
        """Wait for nothing any more. What workers are grading just now they grade to its end, for nobody."""
        self._await(self._closed())

    async def _closed(self) -> None:
        self._is_closed = True
        for task in self._waiting:
            task.cancel()
        await self._client.close()


def _machine(worker: str, answer: Machine | Exception) -> Machine:
    if isinstance(answer, Exception):
        raise EngineUnavailable(f"the worker {worker} {_trouble(answer)}")
    return answer


def _trouble(error: Exception) -> str:
    if isinstance(error, EngineUnavailable):
        return f"cannot grade this: {error}"
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, (ImportError, AttributeError)):  # it cannot read what it is to do
        return f"has another sockgrade, or none ({said}): pip install 'sockgrade[dask]=={__version__}' there"
    return f"does not work ({said}): start it again"
