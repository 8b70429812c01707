"""A result for GitHub Actions: what to mend, at the lines of the student's own files, and a summary of the job.

Both work for pull requests from forks, where nothing may be written to the repository.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sockgrade.evidence.text import points, shorten, visible, visible_lines, without_commands
from sockgrade.evidence.wording import count
from sockgrade.report.conversation import lines
from sockgrade.report.explanation import NEVER_RAN, Room, explanation, place
from sockgrade.report.folding import Cause, causes
from sockgrade.report.markdown import block, inline, table
from sockgrade.report.summary import (
    SYMBOLS,
    VERDICTS,
    about,
    cause,
    earned,
    standing,
    unobserved,
    verdict_of,
    warnings,
)
from sockgrade.verdict import Level, Outcome, ProgramResult, Result

#: GitHub shows ten errors, and ten warnings, of a step.
_MOST = 10
#: Lines of a message, and of a conversation in the summary.
_LINES, _CONVERSATION = 8, 40
#: Characters of a line in a fixed width.
_WIDTH = 160
#: Characters of a summary, of which GitHub takes 1 MiB in UTF-8.
_SUMMARY = 200_000
#: Rows of an explanation that stand elsewhere in a summary, or help nobody there.
_ELSEWHERE = ("hint", "source", "by hand")


def commands(result: Result) -> str:
    """Workflow commands, a line each, for the ten things to mend first: what counts, and core before all else."""
    if result.refusal:
        return _command("error", {"title": "sockgrade could not grade this"}, result.refusal)
    told = [(program, each) for program in result.programs for each in _mendable(program)]
    told.sort(key=lambda each: (not each[0].counts(each[1].first), list(Level).index(each[1].first.level)))
    return "".join(_annotation(program, each) for program, each in told[:_MOST])


def _mendable(program: ProgramResult) -> list[Cause]:
    """Why checks failed, by the student or by us; not what this machine cannot see."""
    return [each for each in causes(program) if each.first.outcome is not Outcome.SKIPPED]


def _annotation(program: ProgramResult, each: Cause) -> str:
    check, where = each.first, place(each.first)
    assert check.failure is not None
    failed = check.outcome is Outcome.FAILED
    said = [check.failure.message, check.advice if failed else "", _others(each)]
    facts = {
        "file": where.path if where else program.file,
        "line": str(where.line) if where else "",
        "title": f"{program.id}: {check.sentence}",
    }
    kind = "warning" if failed and not program.counts(check) else "error"
    return _command(kind, facts, "\n".join(text for text in said if text))


def _others(each: Cause) -> str:
    others = len(each.checks) - 1
    return f"({count(others, 'more check')} for the same reason)" if others else ""


def _command(name: str, properties: dict[str, str], message: str) -> str:
    """A workflow command that the runner reads as one: nothing in it is another."""
    given = ",".join(f"{key}={_escaped(value, more=':,')}" for key, value in properties.items() if value)
    text = "\n".join(visible_lines(message, most=_LINES))
    return f"::{name} {given}::{without_commands(_escaped(text))}\n"


def _escaped(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return visible(text)


def summary(result: Result) -> str:
    """The result in Markdown, for the page of the job."""
    parts = [f"## {inline(standing(result).verdict)}"]
    if sentence := unobserved(result):
        parts.append(inline(sentence))
    room = _SUMMARY
    for part in (part for program in result.programs for part in _program(program)):
        room -= len(part)
        if room < 0:
            parts.append("The rest is too long for a summary: the reports have it.")
            break
        parts.append(part)
    return "\n\n".join(parts) + "\n"


def _program(program: ProgramResult) -> Iterator[str]:
    """How one program did, and then why, each reason in a part of its own."""
    outcome = verdict_of(program)
    verdict = f"{VERDICTS[outcome]}, {points(*earned(program.checks))}"
    yield f"### {SYMBOLS[outcome]} {inline(program.id)}: {verdict}"
    for word, sentence in warnings(program):
        yield f"**{word}**: {inline(sentence)}"
    rows = []
    for level in Level:
        if checks := [check for check in program.checks if check.level is level]:
            passed = f"{sum(check.passed for check in checks)} of {len(checks)}"
            rows.append([level, inline(about(level, program)), passed, points(*earned(checks))])
    yield table(["level", "what it asks for", "passed", "score"], rows)
    for each in causes(program):
        if each.first.was_run:
            yield "\n\n".join(_cause(each))


def _cause(each: Cause) -> Iterator[str]:
    """What happened, and what to do; then what was seen."""
    check, where = each.first, place(each.first)
    assert check.failure is not None
    first = cause(check.failure)
    at = f" ({where.path}:{where.line})" if where else ""
    yield f"#### {SYMBOLS[check.outcome]} {check.level}: {inline(check.sentence)} {_others(each)}".rstrip()
    yield f"**{inline(first)}**{inline(at)}"
    for text in (check.failure.message.removeprefix(first), check.advice):
        if text.strip():
            yield inline(" ".join(text.split()))
    seen = []
    for row in explanation(check, room=Room(events=0)):
        if row.label not in _ELSEWHERE:
            seen += [f"{row.label}:", *_indented(visible_lines(row.text, most=_LINES))]
    if check.failure.kind not in NEVER_RAN and check.evidence.events:
        seen += ["conversation:", *_indented(_without_its_middle(lines(check.evidence)))]
    if seen:
        yield block(seen)


def _indented(shown: Sequence[str]) -> Iterator[str]:
    return (f"  {shorten(line, _WIDTH)}" for line in shown)


def _without_its_middle(conversation: list[str]) -> list[str]:
    if len(conversation) <= _CONVERSATION:
        return conversation
    half = _CONVERSATION // 2
    left_out = count(len(conversation) - 2 * half, "line")
    return [*conversation[:half], f"[… {left_out} left out …]", *conversation[-half:]]
