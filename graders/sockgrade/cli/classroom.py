"""The commands for a whole class. What they do is in `sockgrade.commands`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from sockgrade.commands.options import grading_options, open_course, running_options


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
