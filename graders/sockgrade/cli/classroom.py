"""The commands for a whole class. What they do is in `sockgrade.commands`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from sockgrade.commands.options import open_course, running_options


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
    engine: str | None,
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
    ctx.exit(mark(open_course(course), identifier, path, options, Files(journal, csv, out), engine))
