"""Grades one submission: a worker process for each of its programs, one result."""

from __future__ import annotations

import datetime
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from sockgrade import __version__
from sockgrade.checks import Check
from sockgrade.course import PAIR, Course, ProgramSpec, Selection
from sockgrade.evidence.hints import for_language
from sockgrade.grading.job import Fault, Job, Message, Ready, Started
from sockgrade.grading.whereabouts import Whereabouts
from sockgrade.grading.workers import Workers
from sockgrade.intake.submission import Source, find, gathered, risk, take
from sockgrade.kernel.trees import scratch
from sockgrade.network.namespaces import NetworkUnavailable, probe_private_network
from sockgrade.sandbox import Sandbox, SandboxFault
from sockgrade.sandbox.choose import Interpreter, choose
from sockgrade.verdict import CheckResult, Failure, Kind, Level, Outcome, ProgramResult, Result

Listener = Callable[[str, Message], None]
"""Told of every message of every worker, with the program's id; called from several threads."""


#: Checks for which a worker of their own is worth its start.
_SHARE = 4
#: Of an exercise whose other programs can be graded.
_NO_PAIRS = "server and client were not graded together: that needs private networks"
_FAILED = (Outcome.FAILED, Outcome.ERROR)


@dataclass(frozen=True)
class Options:
    """How to grade."""

    sandbox: str = "auto"
    python: str | None = None
    seed: int | None = None
    network: Literal["auto", "private", "shared"] = "auto"
    jobs: int | None = None
    """How many workers at once; by default `usual_jobs()`."""
    pcap: Path | None = None
    """A folder for the packets: in it a folder for each program, and in that a file for each check."""
    fail_on: Level = Level.CORE
    """The last level at which a failure counts."""
    tells: bool = False
    """Whether the listener is told everything that is noted in a check, as it happens."""
    exit_first: bool = False
    """Whether nothing more is to be run after the first check that fails."""
    seeks_guilt: bool = True
    """Whether a pair that fails is tried again with the references, to say which of the two is at fault."""


class Grader:
    """Grades programs of a course, several at once where each can have a network of its own.

    Raises SandboxUnavailable or NetworkUnavailable when the machine lacks what the options ask for.
    """

    def __init__(self, course: Course, options: Options, workers: Workers | None = None) -> None:
        self.course = course
        self.options = options
        self.seed = secrets.randbits(32) if options.seed is None else options.seed
        self._chosen = choose(options.sandbox, options.python, [course.root])
        self.network, why = choose_network(options.network, self._chosen.sandbox)
        self._notes: tuple[str, ...] = (f"{why}: graded on this machine's own loopback",) if why else ()
        if options.pcap is not None and self.network != "private":
            self._notes += ("no packets were captured: that needs a private network",)
        self.at_once = (options.jobs or usual_jobs()) if self.network == "private" else 1
        """How many programs can be graded at once."""
        self._pool = ThreadPoolExecutor(self.at_once)
        self._workers = workers or Workers()

    def grade(
        self,
        path: Path,
        selections: Sequence[Selection],
        listener: Listener = lambda *_: None,
        others: Sequence[Path] = (),
        where: Whereabouts | None = None,
    ) -> Result:
        """Grade everything that was selected; `others` are files that belong to the same submission.

        With `where` the result tells the places of the student's files.
        Raises SubmissionError when the path cannot be used at all, and SandboxUnavailable when there is no
        sandbox for a program that may be somebody else's.
        """
        started = now()
        paths, asked = (path, *others), [selection.program for selection in selections]
        with gathered(paths, asked) as place:
            sources = find(place, asked)
            for each in paths:
                self.agree_to(each, risk(each, sources))
            programs = self._grade_all(selections, sources, listener)
        if where is not None:
            programs = tuple(where.added(program, sources[program.id]) for program in programs)
        return Result(_name(paths), programs, __version__, started)

    def _grade_all(
        self, selections: Sequence[Selection], sources: Mapping[str, Source | None], listener: Listener
    ) -> tuple[ProgramResult, ...]:
        if len(sources) < len(selections):  # a single file is one program
            selections = [s for s in selections if s.program.id in sources]
        selections = self.gradable(selections)
        if self.options.exit_first:
            return tuple(self._until_one_fails(selections, sources, listener))
        total = sum(len(selection.checks) for selection in selections)
        shared_out = []
        for selection in selections:
            source = sources[selection.program.id]
            # What must be built is built once.
            workers = 1 if source is not None and source.is_built else self.at_once
            parts = _parts(selection, total, workers)
            shared_out.append([self.submit(part, source, listener) for part in parts])
        return tuple(_whole([future.result() for future in parts]) for parts in shared_out)

    def gradable(self, selections: Sequence[Selection]) -> Sequence[Selection]:
        """Those of them for which there is a network, if there is any."""
        alone = [selection for selection in selections if selection.program.role != PAIR]
        if self.network != "shared" or not alone or len(alone) == len(selections):
            return selections
        self._notes += () if _NO_PAIRS in self._notes else (_NO_PAIRS,)
        return alone

    def _until_one_fails(
        self, selections: Sequence[Selection], sources: Mapping[str, Source | None], listener: Listener
    ) -> Iterator[ProgramResult]:
        """One check after the other; those behind the first that fails have been left out, and say so."""
        has_failed = False
        for selection in selections:
            source = sources[selection.program.id]
            if has_failed:
                result = replace(_blank(selection.program, source), fail_on=self.options.fail_on)
            else:
                result = self.program(selection, source, listener, exit_first=True)
                has_failed = any(check.outcome in _FAILED for check in result.checks)
            done = {check.id: check for check in result.checks}
            language = source.language if source else ""
            checks = (done.get(check.id) or _left_out(check, language) for check in selection.checks)
            yield replace(result, checks=tuple(checks))

    def submit(
        self,
        selection: Selection,
        source: Source | None,
        listener: Listener = lambda *_: None,
        *,
        exit_first: bool = False,
        seed: int | None = None,
    ) -> Future[ProgramResult]:
        """Grade one program as soon as there is room for it."""
        return self._pool.submit(self.program, selection, source, listener, exit_first=exit_first, seed=seed)

    def program(
        self,
        selection: Selection,
        source: Source | None,
        listener: Listener = lambda *_: None,
        *,
        exit_first: bool = False,
        seed: int | None = None,
        packets: Path | None = None,
    ) -> ProgramResult:
        """Grade one program; with `exit_first` no further than to the first check that fails.

        `seed` is that of this program, if it is not to be graded with the grader's; `packets` is a folder for its
        packets alone.
        """
        began, seed = time.monotonic(), self.seed if seed is None else seed
        result = replace(
            _blank(selection.program, source),
            sandbox=self._chosen.sandbox.description,
            network=self.network,
            seed=seed,
            notes=self._notes + self._chosen.notes,
            fail_on=self.options.fail_on,
        )
        if source is None:
            missing, *others = (part.role for part in selection.program.parts)
            lacks = f"no {missing}, or no {others[0]}," if others else f"no {missing}"
            failure = Failure(Kind.NOT_HANDED_IN, f"There is {lacks} in the submission.")
            return replace(
                result, checks=tuple(unfinished(c, "", Outcome.FAILED, failure) for c in selection.checks)
            )
        with scratch() as folder:
            snapshot, partner = take(source, folder / "submission"), None
            if source.partner is not None:
                partner = take(source.partner, folder / "partner")
            job = Job(
                course=self.course.root,
                program=selection.program.id,
                checks=tuple(check.id for check in selection.checks),
                folder=snapshot.folder,
                main=snapshot.main,
                language=source.language,
                chosen=self._chosen,
                network=self.network,
                seed=seed,
                pcap=packets or self._pcap_folder(selection.program),
                partner=(partner.folder, partner.main) if partner else None,
                exit_first=exit_first,
                tells=self.options.tells,
                seeks_guilt=self.options.seeks_guilt,
            )
            interpreter, checks = self._work_off(job, selection.checks, listener)
        return replace(
            result,
            checks=checks,
            notes=result.notes + snapshot.notes + (partner.notes if partner else ()),
            sha256=" ".join(each.sha256 for each in (snapshot, partner) if each),
            interpreter=interpreter,
            seconds=time.monotonic() - began,
        )

    def _work_off(
        self, job: Job, checks: Sequence[Check], listener: Listener
    ) -> tuple[str, tuple[CheckResult, ...]]:
        """Let workers run the checks: a worker that dies loses only the check it was in."""
        interpreter = ""
        done: dict[str, CheckResult] = {}
        by_id = {check.id: check for check in checks}
        while pending := [check_id for check_id in job.checks if check_id not in done]:
            current, fault = pending[0], "the worker process died"
            for message in self._workers.messages(replace(job, checks=tuple(pending))):
                listener(job.program, message)
                if isinstance(message, Ready):
                    interpreter = message.interpreter
                elif isinstance(message, Started):
                    current = message.id
                elif isinstance(message, CheckResult):
                    done[message.id] = message
                elif isinstance(message, Fault):
                    fault = message.message
                    # What keeps a worker from grading at all will keep the next one as well.
                    for check_id in pending:
                        failure = Failure(Kind.GRADER, fault)
                        done.setdefault(
                            check_id, unfinished(by_id[check_id], job.language, Outcome.ERROR, failure)
                        )
            if job.exit_first and any(result.outcome in _FAILED for result in done.values()):
                break
            if current not in done:
                done[current] = unfinished(
                    by_id[current], job.language, Outcome.ERROR, Failure(Kind.GRADER, fault)
                )
        return interpreter, tuple(done[check_id] for check_id in job.checks if check_id in done)

    def agree_to(self, path: Path, risk: str) -> None:
        """Raise SandboxUnavailable if there is no sandbox, and nobody has agreed to run `risk` without one."""
        self._chosen.agree_to(path, risk)

    @property
    def python(self) -> Interpreter:
        """What runs programs in Python."""
        return self._chosen.python

    @property
    def sandbox(self) -> str:
        """The name of the sandbox."""
        return self._chosen.sandbox.name

    def _pcap_folder(self, program: ProgramSpec) -> Path | None:
        if self.options.pcap is None or self.network != "private":
            return None
        folder = self.options.pcap.absolute() / program.id
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def close(self) -> None:
        """End everything that still runs."""
        self._workers.close()
        self._pool.shutdown(cancel_futures=True)
        self._chosen.sandbox.close()


def refused(paths: Sequence[Path], why: str) -> Result:
    """The result where nothing could be graded, for this reason."""
    return Result(_name(paths), (), __version__, now(), refusal=why)


def ungraded(
    paths: Sequence[Path], selections: Sequence[Selection], why: SandboxFault, options: Options
) -> Result:
    """The result where the sandbox fails: an error for every check. Raises SubmissionError."""
    started = now()
    failure = Failure(Kind.GRADER, str(why))
    asked = [selection.program for selection in selections]
    with gathered(paths, asked) as place:
        sources = find(place, asked)
    languages = {program: source.language if source else "" for program, source in sources.items()}
    programs = tuple(
        replace(
            _blank(selection.program, sources[selection.program.id]),
            checks=tuple(
                unfinished(check, languages[selection.program.id], Outcome.ERROR, failure)
                for check in selection.checks
            ),
            sandbox=options.sandbox,
            fail_on=options.fail_on,
        )
        for selection in selections
        if selection.program.id in sources
    )
    return Result(_name(paths), programs, __version__, started)


def _name(paths: Sequence[Path]) -> str:
    """What a submission is called."""
    return ", ".join(path.absolute().name for path in paths)


def now() -> str:
    """The present moment as a result has it: ISO 8601, UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def usual_jobs() -> int:
    """How many are best at once, so that a single grade is soon done: half of the time they wait."""
    return cores() + cores() // 2


def jobs_for_many() -> int:
    """How many are best at once where many programs wait to be graded: most of the time they wait for something."""
    return 4 * cores()


def cores() -> int:
    """How many processors there are."""
    return os.cpu_count() or 1


def _blank(program: ProgramSpec, source: Source | None) -> ProgramResult:
    exercise = program.exercise
    return ProgramResult(
        id=program.id,
        title=exercise.title,
        document=exercise.document,
        section=exercise.section,
        source=source.title if source else "",
        checks=(),
    )


def _parts(selection: Selection, total: int, workers: int) -> list[Selection]:
    """Share a program's checks out, so that `total` checks keep so many workers busy, each with some of them."""
    number = max(1, min(len(selection.checks) // _SHARE, round(len(selection.checks) * workers / total)))
    return [Selection(selection.program, selection.checks[part::number]) for part in range(number)]


def _whole(parts: Sequence[ProgramResult]) -> ProgramResult:
    """Put what `_parts` took apart together again."""
    checks = [check for turn in zip_longest(*(part.checks for part in parts)) for check in turn if check]
    return replace(parts[0], checks=tuple(checks), seconds=max(part.seconds for part in parts))


def choose_network(wanted: str, sandbox: Sandbox) -> tuple[Literal["private", "shared"], str]:
    """The network to be had, and why it is not private although it should be. Raises NetworkUnavailable."""
    if sandbox.has_network:
        if wanted == "shared":
            raise NetworkUnavailable(
                f"the sandbox {sandbox.name} has a network of its own: leave --network out"
            )
        return "private", ""
    if wanted == "shared":
        return "shared", ""
    try:
        probe_private_network()
    except NetworkUnavailable as why:
        if wanted == "private":
            raise
        return "shared", str(why)
    return "private", ""


def unfinished(check: Check, language: str, outcome: Outcome, failure: Failure) -> CheckResult:
    """The result of a check, of a program in this language, that never ran to its end."""
    return CheckResult(
        id=check.id,
        sentence=check.sentence,
        hint=for_language(check.hint, language),
        level=check.level,
        points=check.points,
        outcome=outcome,
        failure=failure,
        source=check.source,
    )


def _left_out(check: Check, language: str) -> CheckResult:
    why = "Not run: nothing more was, after the first check that failed."
    return unfinished(check, language, Outcome.SKIPPED, Failure(Kind.NOT_RUN, why))
