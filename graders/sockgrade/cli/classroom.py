"""The commands for a whole class. What they do is in `sockgrade.commands`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from sockgrade.commands.options import open_course, running_options

if TYPE_CHECKING:
    from fractions import Fraction


@click.command("class", short_help="For teachers: grade what a whole class has handed in.")
@click.argument("identifier", metavar="ID")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@running_options
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many programs at once.")
@click.option(
    "--journal",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where every grade is kept, and looked up before anything is graded: needed, unless with --dry-run.",
)
@click.option("--csv", metavar="FILE", help="Write a table as well; `-` is the standard output.")
@click.option(
    "--out",
    metavar="DIR",
    help="Write pages as well: one for each student, and index.html with what the class has not understood.",
)
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
    journal: Path | None,
    csv: str | None,
    out: str | None,
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
    from sockgrade.commands.classroom import Files, mark, preview
    from sockgrade.commands.errors import Stop
    from sockgrade.grading.grade import Options

    if dry_run:
        ctx.exit(preview(open_course(course), identifier, path))
    if journal is None:
        raise Stop("where shall the grades be kept? Add --journal FILE, or --dry-run to see who is there")
    options = Options(sandbox, python, network=network, jobs=jobs)
    ctx.exit(mark(open_course(course), identifier, path, options, Files(journal, csv, out)))


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
    default="0.01",
    show_default=True,
    help="Grades are multiples of this; what lies in the middle is rounded up.",
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
    step: Fraction,
    maximum: Fraction | None,
    comment: bool,
    out: Path | None,
    moodle_feedback: Path | None,
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
    from sockgrade.classroom.sheets import Scale
    from sockgrade.commands.errors import Stop
    from sockgrade.commands.gradebook import Sheet
    from sockgrade.commands.gradebook import gradebook as fill_in

    given = {"moodle": moodle, "canvas": canvas, "brightspace": brightspace}
    sheets = [(platform, path) for platform, path in given.items() if path is not None]
    if len(sheets) > 1 or not (sheets or moodle_feedback):
        raise Stop("which sheet? Give one of --moodle, --canvas and --brightspace, or --moodle-feedback")
    sheet = None
    for platform, path in sheets:
        target = out or path.with_name(f"{path.stem}.graded{path.suffix}")
        sheet = Sheet(platform, path, target, Scale(step, maximum), assignment, comment)
    ctx.exit(fill_in(journal, exercise, sheet, moodle_feedback, dry_run=dry_run))
