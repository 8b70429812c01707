"""The commands for a whole class. What they do is in `sockgrade.commands`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from sockgrade.commands.options import (
    course_option,
    grading_options,
    open_course,
    running_options,
    shard_option,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from sockgrade.grading.shard import Shard

_Command = TypeVar("_Command", bound=Callable[..., Any])
_JOURNAL = click.Path(path_type=Path)


def _policy_option(command: _Command) -> _Command:
    option = click.option(
        "--policy",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A class.toml, which says what checks are worth, when the deadline is, and who is excused.",
    )
    return option(command)


def _showing_options(command: _Command) -> _Command:
    """Of every command that shows what a class has."""
    options = [
        click.option("--csv", metavar="FILE", help="Write a table as well; `-` is the standard output."),
        click.option(
            "--out",
            metavar="DIR",
            help="Write pages as well: one for each student, and index.html with what the class has not understood.",
        ),
        _policy_option,
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _cluster(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The address in `dask=ADDRESS`."""
    if value is None:
        return None
    kind, _equals, address = value.partition("=")
    if kind != "dask" or not address:
        raise click.BadParameter("give dask=ADDRESS, such as dask=tcp://10.0.0.1:8786")
    return address


@click.command("class", short_help="For teachers: grade what a whole class has handed in.")
@click.argument("identifier", metavar="ID")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@running_options
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many programs at once.")
@click.option(
    "--engine",
    metavar="dask=ADDRESS",
    callback=_cluster,
    help="Let the workers of a Dask scheduler grade, such as dask=tcp://10.0.0.1:8786, and not this machine.",
)
@click.option(
    "--journal",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where every grade is kept, and looked up before anything is graded: needed, unless with --dry-run.",
)
@_showing_options
@shard_option
@click.option("--dry-run", is_flag=True, help="Grade nothing: show who has handed in what.")
@click.pass_context
def class_(
    ctx: click.Context,
    identifier: str,
    path: Path,
    course: Path | None,
    sandbox: str,
    network: Literal["auto", "private", "shared"],
    python: str | None,
    jobs: int | None,
    engine: str | None,
    journal: Path | None,
    csv: str | None,
    out: str | None,
    policy: Path | None,
    shard: Shard | None,
    dry_run: bool,
) -> None:
    """Grade what a whole class has handed in, as ID (see `sockgrade grade`).

    PATH is a folder with a folder, an archive or a file for each student, also as Moodle, Canvas or ILIAS let you
    download it, packed (.zip) or not; or a list (.csv) with the columns student and path.

    Every grade is kept in the journal. The same command again grades what is new, or graded otherwise now, and nothing
    else; also after it was ended in the midst of it.

    \b
    sockgrade class fsst/echo submissions/ --dry-run
    sockgrade class fsst/echo submissions/ --journal echo.journal --csv echo.csv
    sockgrade class fsst/echo moodle.zip --journal echo.journal --out pages/
    """
    from sockgrade.commands.classroom import mark, preview
    from sockgrade.commands.errors import Stop
    from sockgrade.commands.standings import Files
    from sockgrade.grading.grade import Options

    if dry_run:
        ctx.exit(preview(open_course(course), identifier, path))
    if journal is None:
        raise Stop("where shall the grades be kept? Add --journal FILE, or --dry-run to see who is there")
    options = Options(sandbox, python, network=network, jobs=jobs)
    files = Files(journal, csv, out, policy)
    ctx.exit(mark(open_course(course), identifier, path, options, files, shard=shard, cluster=engine))


@click.command(short_help="For teachers: show what a class has, of a journal.")
@click.argument("journal", metavar="JOURNAL", type=_JOURNAL)
@click.argument("prefix", default="", metavar="[PREFIX]")
@course_option
@_showing_options
@click.pass_context
def results(
    ctx: click.Context,
    journal: Path,
    prefix: str,
    course: Path | None,
    csv: str | None,
    out: str | None,
    policy: Path | None,
) -> None:
    """Show what everybody has for the exercises below PREFIX, of all that a JOURNAL holds; nothing is graded.

    Of what a student has handed in several times the last counts, unless the policy says otherwise.

    \b
    sockgrade results echo.journal --policy class.toml --csv echo.csv
    sockgrade results term.journal fsst/echo --out pages/
    """
    from sockgrade.commands.results import show_results
    from sockgrade.commands.standings import Files

    ctx.exit(show_results(open_course(course), prefix, Files(journal, csv, out, policy)))


@click.command(short_help="For teachers: join journals.")
@click.argument("journal", metavar="JOURNAL", type=_JOURNAL)
@click.argument("others", metavar="OTHER...", nargs=-1, required=True, type=_JOURNAL)
@click.pass_context
def merge(ctx: click.Context, journal: Path, others: tuple[Path, ...]) -> None:
    """Take over into JOURNAL what OTHER journals have and it has not: of shards, or of other machines.

    JOURNAL need not be there yet. Whatever is merged twice is there once.

    \b
    sockgrade merge echo.journal part-*.journal
    """
    from sockgrade.commands.results import merge_journals

    ctx.exit(merge_journals(journal, others))


@click.command(short_help="For teachers: give a student a grade by hand.")
@click.argument("journal", metavar="JOURNAL", type=_JOURNAL)
@click.argument("student", metavar="STUDENT")
@click.argument("program", metavar="ID")
@click.argument("share", metavar="SHARE")
@click.option("--why", required=True, metavar="TEXT", help="The reason, which is kept and shown.")
@click.pass_context
def override(ctx: click.Context, journal: Path, student: str, program: str, share: str, why: str) -> None:
    """Give a STUDENT (the number or the name) a SHARE of what the program ID is worth, whatever the checks say.

    SHARE is a percentage such as 80%, or points such as 20/25; `none` withdraws what was given before. The verdict
    stays what it was, and who has given what, and why, is kept in the journal.

    \b
    sockgrade override echo.journal 4711 fsst/echo/server 20/25 --why "explained it at the blackboard"
    sockgrade override echo.journal 4711 fsst/echo/server none --why "that was Anna's, not hers"
    """
    from sockgrade.commands.results import give

    ctx.exit(give(journal, student, program, share, why))


def _exactly(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Fraction | None:
    """A number above zero, as it is written: with a point or a comma."""
    from sockgrade.classroom.platforms import number

    if value is None:
        return None
    if not (found := number(value)):
        raise click.BadParameter(f"{value!r} is no number above zero, such as 0.5")
    return found


@click.command("gradebook", short_help="For teachers: fill in the sheet of Moodle, Canvas or Brightspace.")
@click.argument("journal", metavar="JOURNAL", type=click.Path(path_type=Path))
@click.option(
    "--moodle", metavar="SHEET", type=click.Path(path_type=Path), help="The grading worksheet of Moodle."
)
@click.option("--canvas", metavar="SHEET", type=click.Path(path_type=Path), help="The gradebook of Canvas.")
@click.option(
    "--brightspace", metavar="SHEET", type=click.Path(path_type=Path), help="The grades of Brightspace."
)
@click.option("--assignment", metavar="NAME", help="Whose column it is, where the sheet has several.")
@click.option(
    "--exercise", metavar="ID", help="Whose grades, where the journal has those of several exercises."
)
@click.option(
    "--round",
    "step",
    callback=_exactly,
    metavar="STEP",
    help="Grades are multiples of this, halves are rounded up; 0.01, unless the policy says otherwise.",
)
@click.option(
    "--maximum",
    callback=_exactly,
    metavar="N",
    help="What all points together are worth, in place of the sheet's own maximum; 100 gives percent.",
)
@click.option(
    "--comment", is_flag=True, help="Put `17 of 25 points` where the sheet has an empty comment (Moodle)."
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The new sheet; or else it lies beside yours, with .graded in its name.",
)
@click.option(
    "--moodle-feedback",
    metavar="ZIP",
    type=click.Path(path_type=Path),
    help="Write everybody's page as well, in the folders in which Moodle takes them back.",
)
@_policy_option
@click.option("--dry-run", is_flag=True, help="Write nothing: show what would change.")
@click.pass_context
def gradebook(
    ctx: click.Context,
    journal: Path,
    moodle: Path | None,
    canvas: Path | None,
    brightspace: Path | None,
    assignment: str | None,
    exercise: str | None,
    step: Fraction | None,
    maximum: Fraction | None,
    comment: bool,
    out: Path | None,
    moodle_feedback: Path | None,
    policy: Path | None,
    dry_run: bool,
) -> None:
    """Fill what a class has earned into the sheet that you have exported from Moodle, Canvas or Brightspace.

    JOURNAL is what `sockgrade class` has written. Everybody's old and new grade is shown, and the filled sheet is a new
    file, in which nothing else is touched. Whoever could not be graded keeps what is there.

    \b
    sockgrade gradebook echo.journal --moodle Grades.csv --dry-run
    sockgrade gradebook echo.journal --moodle Grades.csv --comment --moodle-feedback feedback.zip
    sockgrade gradebook echo.journal --canvas Grades.csv --assignment "Echo" --round 0.5
    """
    from sockgrade.classroom.policy import read_policy
    from sockgrade.classroom.sheets import Scale
    from sockgrade.commands.errors import Stop
    from sockgrade.commands.gradebook import Sheet
    from sockgrade.commands.gradebook import gradebook as fill_in

    given = {"moodle": moodle, "canvas": canvas, "brightspace": brightspace}
    sheets = [(platform, path) for platform, path in given.items() if path is not None]
    if len(sheets) > 1 or not (sheets or moodle_feedback):
        raise Stop("which sheet? Give one of --moodle, --canvas and --brightspace, or --moodle-feedback")
    sheet, read = None, read_policy(policy)
    for platform, path in sheets:
        target = out or path.with_name(f"{path.stem}.graded{path.suffix}")
        sheet = Sheet(platform, path, target, Scale(step or read.step, maximum), assignment, comment)
    ctx.exit(fill_in(journal, exercise, read, sheet, moodle_feedback, dry_run=dry_run))


@click.command(short_help="For teachers: try everybody's client with everybody's server.")
@click.argument("identifier", metavar="EXERCISE")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@grading_options
@click.option(
    "--sample",
    type=click.IntRange(1),
    metavar="N",
    help="Try every program with N others only, and with the reference; --seed decides with which.",
)
@click.option("--json", metavar="FILE", help="Write the matrix as JSON as well; `-` is the standard output.")
@click.option(
    "--out",
    metavar="DIR",
    help="Write pages as well: index.html, and for each pair that failed what was sent.",
)
@click.pass_context
def interop(
    ctx: click.Context,
    identifier: str,
    path: Path,
    course: Path | None,
    sandbox: str,
    network: Literal["auto", "private", "shared"],
    python: str | None,
    seed: int | None,
    jobs: int | None,
    sample: int | None,
    json: str | None,
    out: str | None,
) -> None:
    """Try every student's client with every student's server, and all of them with the references.

    EXERCISE is one whose server and client are graded together as well, PATH a class as for `sockgrade class`. A pair
    that fails is blamed on whichever of the two fails with the reference as well, or with most others; and on nobody if
    that cannot be told.

    \b
    sockgrade interop fsst/echo submissions/ --out pairs/
    sockgrade interop fsst/echo moodle.zip --sample 5 --json pairs.json
    """
    from sockgrade.commands.interop import Files, interop
    from sockgrade.grading.grade import Options

    options = Options(sandbox, python, seed, network, jobs)
    ctx.exit(interop(open_course(course), identifier, path, options, sample, Files(json, out)))
