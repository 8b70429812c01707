"""What a whole result comes to, in words: the same on the terminal and on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sockgrade.evidence.wording import count, sentences
from sockgrade.verdict import CheckResult, Failure, Level, Outcome, ProgramResult, Result, score

_LEVELS = {
    Level.CORE: "what the document's program does",
    Level.OUTPUT: "what the document's program prints",
    Level.ROBUST: "what TCP and UDP demand beyond the listing",
}
SYMBOLS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.ERROR: "!", Outcome.SKIPPED: "-"}
VERDICTS = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "not passed",
    Outcome.ERROR: "not graded to the end",
    Outcome.SKIPPED: "not judged",
}
_ANNOUNCEMENT = re.compile(r"[.;] begin with this one:$", re.IGNORECASE)
NO_FAULT_OF_THE_PROGRAM = "This is not the program's fault, and costs no points."


@dataclass(frozen=True)
class Standing:
    """Whether a submission passed, and what to do next."""

    sentence: str
    begin_with: CheckResult | None = None
    """The check to mend first, which the sentence ends by announcing."""

    @property
    def verdict(self) -> str:
        """The sentence without that announcement."""
        return _ANNOUNCEMENT.sub(".", self.sentence)


def standing(result: Result) -> Standing:
    """Where a submission stands."""
    if result.refusal:
        return Standing(f"Not graded: {result.refusal}")
    errors = sum(check.outcome is Outcome.ERROR for program in result.programs for check in program.checks)
    failed = [
        (program, check)
        for program in result.programs
        for check in program.checks
        if check.outcome is Outcome.FAILED
    ]
    counting = [check for program, check in failed if program.counts(check)]
    unseen = [check for program in result.programs for check in program.unseen]
    if errors:
        return Standing(
            f"{count(errors, 'check')} could not be graded. That is a fault of sockgrade or of this machine, not of "
            "the program, and costs no points: `sockgrade doctor` shows what the machine lacks."
        )
    if not any(p.fail_on.covers(check.level) for p in result.programs for check in p.checks):
        return _without_core([check for _, check in failed])
    if not counting and unseen:
        reason = unseen[0].failure.message if unseen[0].failure else "no reason given"
        return Standing(f"Not judged: {_number_of(unseen)} cannot be observed on this machine ({reason}).")
    if counting:
        fail = "fails" if len(counting) == 1 else "fail"
        return Standing(f"Not passed yet: {_number_of(counting)} {fail}. Begin with this one:", counting[0])
    if failed:
        program, first = failed[0]
        must = _names(level for level in Level if program.fail_on.covers(level))
        return Standing(
            f"Passed: all of {must} is right. More points are to be had; begin with this one:", first
        )
    return Standing("Passed: every check is satisfied. There is nothing left to do.")


def _without_core(failed: Sequence[CheckResult]) -> Standing:
    """Where a submission stands of which nothing was to be graded that usually decides."""
    if failed:
        fail = f"{count(len(failed), 'check')} {'fails' if len(failed) == 1 else 'fail'}"
        return Standing(f"Not passed: {fail}. Core was not graded. Begin with this one:", failed[0])
    return Standing("No check that was graded has failed. Core was not graded.")


def _number_of(checks: Sequence[CheckResult]) -> str:
    """`2 checks of core and output`."""
    return f"{count(len(checks), 'check')} of {_names(check.level for check in checks)}"


def _names(levels: Iterable[Level]) -> str:
    *others, last = sorted(set(levels), key=list(Level).index)
    return f"{', '.join(others)} and {last}" if others else last


def about(level: Level, program: ProgramResult) -> str:
    """What a level asks for, and whether it must be satisfied."""
    return f"{_LEVELS[level]}: all must pass" if program.fail_on.covers(level) else _LEVELS[level]


def unobserved(result: Result) -> str:
    """What was not seen, in a sentence or two; empty if everything was."""
    checks = [check for program in result.programs for check in program.checks]
    unseen = sum(check.outcome is Outcome.SKIPPED and check.was_run for check in checks)
    not_run = sum(not check.was_run for check in checks)
    said = []
    if unseen:
        said.append(f"{count(unseen, 'check')} could not be observed on this machine, and count neither way.")
    if not_run:
        were = "was" if not_run == 1 else "were"
        said.append(
            f"{count(not_run, 'check')} {were} not run after the first failure, and count neither way."
        )
    return " ".join(said)


def verdict_of(program: ProgramResult) -> Outcome:
    """How a program did: PASSED, FAILED, ERROR if it was not graded to the end, SKIPPED if core cannot be observed,
    or nothing was run."""
    if program.failed_in_the_grader:
        return Outcome.ERROR
    if program.not_judged or not any(check.was_run for check in program.checks):
        return Outcome.SKIPPED
    return Outcome.PASSED if program.passed else Outcome.FAILED


def cause(failure: Failure) -> str:
    """What is at fault, in a sentence: the first of the message."""
    return next(sentences(failure.message))


def earned(checks: Sequence[CheckResult]) -> tuple[float | None, float]:
    """(points scored, points possible); (None, what all are worth) where none of the checks counts either way."""
    scored, possible = score(checks)
    worth = sum(check.points for check in checks)
    return (scored, possible) if possible or not worth else (None, worth)


def common_failure(program: ProgramResult) -> Failure | None:
    """The failure that all checks have in common, if they have."""
    failures = [check.failure for check in program.checks if check.failure is not None]
    if len(failures) < 2 or len(failures) < len(program.checks):
        return None
    return failures[0] if len({failure.message for failure in failures}) == 1 else None


def in_common(program: ProgramResult) -> str:
    """What is said before a failure that all checks have in common."""
    number_of = len(program.checks)
    if all(check.outcome is not Outcome.FAILED for check in program.checks):
        return f"None of the {number_of} checks could be run, for one and the same reason:"
    return f"All {number_of} checks failed, for one and the same reason:"


def warnings(program: ProgramResult) -> Iterator[tuple[str, str]]:
    """What a reader must know about the circumstances: a word, and a sentence."""
    if program.source and program.sandbox == "none" and not any("UNSANDBOXED" in n for n in program.notes):
        yield "UNSANDBOXED", "the program ran with your rights and could read your files."
    if program.network == "shared":
        yield "network: shared", "other programs on this machine can reach the same ports."
    if slow := [check.waited for check in program.checks if check.waited]:
        where = f"in {count(len(slow), 'check')}"
        yield (
            "slow",
            f"the program let the grader wait for up to {max(slow):.1f} s {where}. That costs no points.",
        )
    for note in program.notes:
        yield "note", note
