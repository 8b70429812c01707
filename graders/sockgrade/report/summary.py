"""What a whole result comes to, in words: the same on the terminal and on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sockgrade.evidence.wording import count
from sockgrade.verdict import CheckResult, Failure, Level, Outcome, ProgramResult, Result

LEVELS = {
    Level.CORE: "what the document's program does: all of it must pass",
    Level.OUTPUT: "what the document's program prints",
    Level.ROBUST: "what TCP and UDP demand beyond the listing",
}
VERDICTS = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "not passed",
    Outcome.ERROR: "not graded to the end",
    Outcome.SKIPPED: "not judged",
}
NO_FAULT_OF_THE_PROGRAM = "This is not the program's fault, and costs no points."


@dataclass(frozen=True)
class Standing:
    """Whether a submission passed, and what to do next."""

    sentence: str
    begin_with: CheckResult | None = None
    """The check to mend first, which the sentence ends by announcing."""


def standing(result: Result) -> Standing:
    """Where a submission stands."""
    checks = [check for program in result.programs for check in program.checks]
    errors = sum(check.outcome is Outcome.ERROR for check in checks)
    failed = [check for check in checks if check.outcome is Outcome.FAILED]
    core = [check for check in failed if check.level is Level.CORE]
    if errors:
        return Standing(
            f"{count(errors, 'check')} could not be graded. That is a fault of sockgrade or of this machine, not of "
            "the program, and costs no points: `sockgrade doctor` shows what the machine lacks."
        )
    unseen = [
        check
        for program in result.programs
        if program.not_judged
        for check in program.checks
        if _unseen(check)
    ]
    if not core and unseen:
        cannot = "a check of core cannot" if len(unseen) == 1 else f"{len(unseen)} checks of core cannot"
        reason = unseen[0].failure.message if unseen[0].failure else "no reason given"
        return Standing(f"Not judged: {cannot} be observed on this machine ({reason}).")
    if core:
        fail = "fails" if len(core) == 1 else "fail"
        return Standing(
            f"Not passed yet: {count(len(core), 'check')} of core {fail}. Begin with this one:", core[0]
        )
    if failed:
        return Standing(
            "Passed: all of core is right. More points are to be had; begin with this one:", failed[0]
        )
    return Standing("Passed: every check is satisfied. There is nothing left to do.")


def _unseen(check: CheckResult) -> bool:
    return check.level is Level.CORE and check.outcome is Outcome.SKIPPED


def unobserved(result: Result) -> str:
    """What could not be seen, in a sentence; empty if everything could."""
    number = sum(check.outcome is Outcome.SKIPPED for program in result.programs for check in program.checks)
    return (
        f"{count(number, 'check')} could not be observed on this machine, and count neither way."
        if number
        else ""
    )


def verdict_of(program: ProgramResult) -> Outcome:
    """How a program did: PASSED, FAILED, ERROR if it was not graded to the end, SKIPPED if core cannot be observed."""
    if program.failed_in_the_grader:
        return Outcome.ERROR
    if program.not_judged:
        return Outcome.SKIPPED
    return Outcome.PASSED if program.passed else Outcome.FAILED


def common_failure(program: ProgramResult) -> Failure | None:
    """The failure that all checks have in common, if they have."""
    failures = [check.failure for check in program.checks if check.failure is not None]
    if len(failures) < 2 or len(failures) < len(program.checks):
        return None
    return failures[0] if len({failure.message for failure in failures}) == 1 else None


def in_common(program: ProgramResult) -> str:
    """What is said before a failure that all checks have in common."""
    number_of = len(program.checks)
    if all(check.outcome is Outcome.ERROR for check in program.checks):
        return f"None of the {number_of} checks could be run, for one and the same reason:"
    return f"All {number_of} checks failed, for one and the same reason:"


def warnings(program: ProgramResult) -> Iterator[tuple[str, str]]:
    """What a reader must know about the circumstances: a word, and a sentence."""
    if program.source and program.sandbox == "none" and not any("UNSANDBOXED" in n for n in program.notes):
        yield "UNSANDBOXED", "the program ran with your rights and could read your files."
    if program.network == "shared":
        yield "network: shared", "other programs on this machine can reach the same ports."
    for note in program.notes:
        yield "note", note
