"""The workers of a Dask cluster, as an engine: they grade what this machine sends them, and send the results back.

What Dask knows it has in memory only: nothing is graded there that nobody here waits for, and what is graded is in the
journal here. If a worker dies, the scheduler gives its programs to others (distributed.dask.org, "Resilience"). If
the scheduler goes, the programs are sent again as soon as it is back.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

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
    from distributed import CancelledError, Client, KilledWorker
except ImportError:
    raise EngineUnavailable("Dask is missing: pip install 'sockgrade[dask]'") from None

#: For each program that the workers can grade at once, how many are sent: so that a worker that is done, or that has
#: come later, finds the next one there.
_AHEAD = 2


class Cluster:
    """The workers of the scheduler at an address, such as `tcp://10.0.0.1:8786`.

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
        self._is_closed = threading.Event()
        self._client = _connected(address)
        self._patience = parse_timedelta(dask.config.get("distributed.comm.timeouts.connect"))
        """Seconds in which the scheduler answers, or is back, and in which there are workers."""
        try:
            self._machine = self._asked()
            self.at_once = options.jobs or _AHEAD * sum(self._client.nthreads().values())
        except BaseException:
            self.close()
            raise

    def _asked(self) -> Machine:
        """What all the workers have."""
        self._see_that_there_are_workers()
        try:
            there = self._client.run_on_scheduler(version)
        except Exception as error:
            raise EngineUnavailable(f"the scheduler at {self._address} {_trouble(error)}") from None
        if there != __version__:
            raise EngineUnavailable(
                f"the scheduler at {self._address} has sockgrade {there}, and here is {__version__}"
            )
        answers = self._client.run(introduce, self._terms, on_error="return")
        machines = {worker: _machine(worker, answer) for worker, answer in answers.items()}
        (first, machine), *others = machines.items()
        for worker, other in others:
            if other != machine:
                raise EngineUnavailable(
                    f"the worker {worker} has {other}, and {first} has {machine}: name one of them with --sandbox "
                    "or --python, or end one of the workers"
                )
        return machine

    def _see_that_there_are_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, self._patience)
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
        while not self._is_closed.is_set():
            try:
                return self._done(errand)
            except CancelledError:  # the scheduler does not know of it any more: it is sent again
                continue
            except Exception:
                if self._is_closed.is_set():
                    break
                if self._client.status == "closed":  # it has tried to find the scheduler again
                    raise EngineUnavailable(
                        f"the scheduler at {self._address} has gone: start it again, and the same command goes on"
                    ) from None
                raise
        raise Stopped

    def _done(self, errand: Errand) -> ProgramResult:
        """What a worker makes of it. Raises CancelledError if the scheduler has lost it, or has gone."""
        future = self._client.submit(grade, errand, pure=False)
        while True:
            try:
                future.exception(self._patience)
                break
            except TimeoutError:
                if self._client.status == "running":
                    self._see_that_there_are_workers()
        try:
            result = future.result()
        except KilledWorker as error:
            raise GraderFault(f"{error.allowed_failures + 1} workers died that were grading it") from None
        except (EngineUnavailable, ImportError) as error:
            raise EngineUnavailable(f"a worker that has come meanwhile {_trouble(error)}") from None
        assert isinstance(result, ProgramResult)
        return result

    def close(self) -> None:
        """Wait for nothing any more. What workers are grading just now they grade to its end, for nobody."""
        self._is_closed.set()
        self._client.close()


def _connected(address: str) -> Client:
    for name in ("distributed", "distributed.client"):  # what there is to say is said in one line
        logging.getLogger(name).setLevel(logging.CRITICAL)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
    try:
        return Client(address, set_as_default=False)
    except (OSError, ValueError):
        raise EngineUnavailable(
            f"no Dask scheduler answers at {address}: start one, with `dask scheduler`, or name another address"
        ) from None


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
