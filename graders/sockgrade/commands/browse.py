"""`sockgrade list` and `sockgrade show`: what there is in a course.

On a terminal for people; elsewhere one line for each thing, its fields separated by tabs, what is asked for first.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from itertools import groupby

import click
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sockgrade.checks import Check
from sockgrade.commands.errors import Stop
from sockgrade.commands.record import Standing, is_passed, next_exercise, standings
from sockgrade.commands.start import course_option
from sockgrade.course import Course, Exercise, ProgramSpec, Selection
from sockgrade.evidence.text import number
from sockgrade.evidence.wording import count
from sockgrade.report.programs import symbols_for
from sockgrade.report.sources import link
from sockgrade.report.terminal import console
from sockgrade.verdict import Outcome


def list_exercises(course: Course, prefix: str, *, checks: bool, as_json: bool) -> None:
    """List the exercises below a prefix, or all their checks. Raises CourseError for an unknown prefix."""
    selections, known = course.select(prefix), standings(course)
    if as_json:
        listed = [_as_json(selection, known.get(selection.program.id)) for selection in selections]
        click.echo(json.dumps(listed, indent=2))
    elif not sys.stdout.isatty():
        for line in _check_lines(selections) if checks else _exercise_lines(selections, known):
            click.echo("\t".join(line).rstrip("\t"))  # fields that are empty at the end are the same as none
    elif checks:
        _show_checks(selections, console())
    else:
        _show_exercises(selections, known, console())
        if known and (following := next_exercise(course, known)):
            console().print(_next(course, following, known), soft_wrap=True)  # to be pasted
        console().print(
            Text(
                "`sockgrade list ID` shows the checks, `sockgrade start ID` begins an exercise.", style="dim"
            )
        )


def _as_json(selection: Selection, standing: Standing | None) -> dict[str, object]:
    program = selection.program
    exercise = program.exercise
    return {
        "id": program.id,
        "exercise": exercise.id,
        "role": program.role,
        "title": exercise.title,
        "document": exercise.document,
        "section": exercise.section,
        "builds_on": exercise.builds_on,
        "standing": standing,
        "transport": program.transport,
        "address": program.address,
        "port": program.port,
        "checks": [
            {
                "id": check.id,
                "sentence": check.sentence,
                "hint": check.hint,
                "level": check.level,
                "points": check.points,
                "source": check.source,
            }
            for check in selection.checks
        ],
    }


def _by_exercise(selections: list[Selection]) -> list[tuple[Exercise, list[Selection]]]:
    groups = groupby(selections, key=lambda selection: selection.program.exercise.id)
    lists = [list(group) for _, group in groups]
    return [(group[0].program.exercise, group) for group in lists]


def _exercise_lines(selections: list[Selection], known: Mapping[str, Standing]) -> list[tuple[str, ...]]:
    return [
        (
            exercise.id,
            exercise.title,
            _roles(group),
            str(_count(group)),
            exercise.document,
            ", ".join(exercise.builds_on),
            _standing(exercise, known) or "",
        )
        for exercise, group in _by_exercise(selections)
    ]


def _standing(exercise: Exercise, known: Mapping[str, Standing]) -> Standing | None:
    """How far somebody has come with the whole of an exercise."""
    if is_passed(exercise, known):
        return Standing.PASSED
    return Standing.TRIED if any(program.id in known for program in exercise.programs) else None


def _check_lines(selections: list[Selection]) -> list[tuple[str, ...]]:
    return [
        (
            *(check.id, check.level, number(check.points), check.sentence),
            *(exercise.document, exercise.section, "; ".join(check.source)),
        )
        for exercise, group in _by_exercise(selections)
        for selection in group
        for check in selection.checks
    ]


def _roles(group: list[Selection]) -> str:
    return ", ".join(selection.program.role for selection in group)


def _count(group: list[Selection]) -> int:
    return sum(len(selection.checks) for selection in group)


def _show_exercises(selections: list[Selection], known: Mapping[str, Standing], target: Console) -> None:
    symbols = symbols_for(target)
    marks = {
        Standing.PASSED: (f"{symbols[Outcome.PASSED]} ", "green"),
        Standing.TRIED: (f"{symbols[Outcome.FAILED]} ", "red"),
        None: ("", ""),
    }
    for document, group in groupby(_by_exercise(selections), key=lambda pair: pair[0].document):
        target.print(Text(document, style="bold"))
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(ratio=1)
        table.add_column(no_wrap=True, justify="right")
        for exercise, programs in group:
            mark = marks[Standing.PASSED] if is_passed(exercise, known) else "  "
            name = Text.assemble(mark, exercise.id, overflow="fold")
            about = Padding(Text(_about(exercise), style="dim"), (0, 0, 0, 4))
            roles = Text(", ").join(
                Text.assemble(marks[known.get(selection.program.id)], (selection.program.role, "dim"))
                for selection in programs
            )
            table.add_row(
                Group(name, about), roles + Text(f": {count(_count(programs), 'check')}", style="dim")
            )
        target.print(table)
        target.print()


def _next(course: Course, exercise: Exercise, known: Mapping[str, Standing]) -> Text:
    """What to do now: begin an exercise, or go on with it."""
    if _standing(exercise, known):
        return Text.assemble("Next: go on with ", (exercise.id, "bold"))
    return Text.assemble("Next: ", (f"sockgrade start {exercise.id}{course_option(course)}", "bold"))


def _about(exercise: Exercise) -> str:
    """Its title, and what it builds on: of the same document by its short name."""
    before = [identifier.removeprefix(f"{exercise.folder.parent.name}/") for identifier in exercise.builds_on]
    return f"{exercise.title} (builds on {' and '.join(before)})" if before else exercise.title


def _show_checks(selections: list[Selection], target: Console) -> None:
    for exercise, group in _by_exercise(selections):
        target.print(Text.assemble((exercise.id, "bold"), "  ", exercise.title))
        target.print(Text(f"{exercise.document}, {exercise.section}", style="dim"))
        for selection in group:
            target.print(
                Text.assemble("\n", (selection.program.id, "bold"), ("  " + place(selection.program), "dim"))
            )
            table = Table.grid(padding=(0, 2, 0, 0))
            table.add_column(no_wrap=True, style="dim")
            table.add_column(no_wrap=True, justify="right")
            table.add_column(overflow="fold")
            for check in selection.checks:
                details = " · ".join((check.id.rpartition("/")[2], *check.source))
                sentence = Text.assemble(check.sentence, "\n", (details, "dim"))
                table.add_row(f"  {check.level}", number(check.points), sentence)
            target.print(table)
        target.print()


def list_sources(course: Course, prefix: str, *, as_json: bool) -> None:
    """List what the checks below a prefix name as their sources, and for each the checks that do.

    Raises CourseError for an unknown prefix.
    """
    checks = [check for selection in course.select(prefix) for check in selection.checks]
    cited: dict[str, list[Check]] = {}
    for check in checks:
        for source in check.source:
            cited.setdefault(source, []).append(check)
    sources = [(*link(source), cited[source]) for source in sorted(cited, key=_by_number)]
    if as_json:
        listed = [{"source": s, "url": url, "checks": [c.id for c in citing]} for s, url, citing in sources]
        click.echo(json.dumps(listed, indent=2))
    elif not sys.stdout.isatty():
        for source, url, citing in sources:
            for check in citing:
                click.echo("\t".join((source, check.id, check.sentence, url)))
    else:
        target = console()
        for source, url, citing in sources:
            target.print(Text.assemble((source, "bold"), (f"  {url}", "dim")))
            for check in citing:
                target.print(Padding(Text.assemble(check.sentence, "\n", (check.id, "dim")), (0, 0, 0, 2)))
            target.print()
        naming = sum(bool(check.source) for check in checks)
        target.print(Text(f"{naming} of {count(len(checks), 'check')} name a source.", style="dim"))


def _by_number(source: str) -> list[str | int]:
    """Sort key: section 3.10 comes after 3.6, RFC 1122 after RFC 768."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", source)]


def place(program: ProgramSpec) -> str:
    """Where a program listens or connects, as a person writes it."""
    return f"{program.transport.upper()} {program.address or 'all addresses'}, port {program.port}"


def show_handout(course: Course, identifier: str) -> None:
    """Show the handout of an exercise, formatted on a terminal. Raises CourseError and Stop."""
    handout = course.exercise(identifier).handout
    try:
        text = handout.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"the handout {handout} cannot be read: {error}") from None
    if sys.stdout.isatty():
        from rich.markdown import Markdown

        console().print(Markdown(text))
    else:
        click.echo(text, nl=not text.endswith("\n"))
