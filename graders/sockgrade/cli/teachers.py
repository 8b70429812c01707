"""The commands for whoever writes a course. What they do is in `sockgrade.commands`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from sockgrade.commands.options import course_option, grading_options, open_course, shard_option

if TYPE_CHECKING:
    from sockgrade.grading.shard import Shard

#: `--mutants` without a number.
_ALL = "all"


@click.command(short_help="For teachers: check that the graders judge as they should.")
@click.argument("prefix", default=".", metavar="[PREFIX]")
@grading_options
@click.option(
    "--tests",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of wrong and right programs (default: tests/graders of the course).",
)
@click.option("-v", "--verbose", is_flag=True, help="Show also what went as expected.")
@click.option(
    "--update-messages",
    is_flag=True,
    help="Write down what wrong programs are told, to be compared from now on.",
)
@shard_option
@click.option(
    "--documents",
    is_flag=True,
    help="Try what the documents claim of the socket API, on this machine's Python: what no longer holds?",
)
@click.option(
    "--mutants",
    metavar="[N]",
    is_flag=False,
    flag_value=_ALL,
    help="Change right programs, N times at random or in every way: is each mistake noticed?",
)
@click.pass_context
def verify(
    ctx: click.Context,
    prefix: str,
    course: Path | None,
    sandbox: str,
    network: Literal["auto", "private", "shared"],
    python: str | None,
    seed: int | None,
    jobs: int | None,
    tests: Path | None,
    verbose: bool,
    update_messages: bool,
    shard: Shard | None,
    documents: bool,
    mutants: str | None,
) -> None:
    """For teachers: check that the graders judge as they should.

    References pass everything, starters fail with a message, wrong programs fail exactly the checks that
    their `# fails:` line names and say what messages.toml has recorded, right ones pass all of core, and every
    check is failed by some wrong program.

    \b
    sockgrade verify
    sockgrade verify fsst/echo -v
    sockgrade verify --course ../my_course
    sockgrade verify --shard 1/3
    sockgrade verify --mutants 100 fsst/echo
    sockgrade verify --documents
    """
    if documents:
        from sockgrade.commands.documents import verify_documents

        if mutants is not None or update_messages:
            raise click.UsageError("--documents tries no programs: leave --mutants and --update-messages out")
        ctx.exit(verify_documents(open_course(course), prefix))
    from sockgrade.commands.mutants import verify_mutants
    from sockgrade.commands.verify import verify
    from sockgrade.grading.grade import Options

    options = Options(sandbox, python, seed, network, jobs)
    if mutants is not None:
        if not mutants.isdecimal() and mutants != _ALL:  # `--mutants PREFIX`
            mutants, prefix = _ALL, mutants
        number = None if mutants == _ALL else int(mutants)
        ctx.exit(verify_mutants(open_course(course), prefix, options, tests=tests, number=number))
    ctx.exit(
        verify(
            open_course(course),
            prefix,
            options,
            tests=tests,
            verbose=verbose,
            update_messages=update_messages,
            shard=shard,
        )
    )


@click.command(short_help="For teachers: make an exercise of your own.")
@click.argument("exercise", metavar="ID")
@course_option
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(["server", "client", "program"]),
    default=["server"],
    show_default=True,
    help="What students write; may be given several times.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    default=50007,
    show_default=True,
    help="Where the server listens.",
)
def new(exercise: str, course: Path | None, roles: tuple[str, ...], port: int) -> None:
    """For teachers: make an exercise of your own, with all that belongs to it, to be changed into yours.

    ID is the document and the exercise. They go into the course that is in this folder, or in --course DIR; where
    there is nothing yet, the course begins. Nothing is ever overwritten.

    \b
    sockgrade new networks/capitals --course my_course
    sockgrade new networks/capitals --role server --role client --port 7000
    """
    from sockgrade.commands.new import new

    new(Path() if course is None else course, exercise, roles, port)


@click.command(short_help="For teachers: show what a check may use.")
@click.argument("name", metavar="[NAME]", default="")
def api(name: str) -> None:
    """For teachers: show what a check may use, or one thing of it: a class, a method, a mark, a behaviour.

    \b
    sockgrade api | less
    sockgrade api Server
    sockgrade api Connection.expect
    sockgrade api echo_server
    """
    from sockgrade.commands.api import show

    show(name)


@click.group()
def image() -> None:
    """The image for the sandbox docker."""


@image.command(name="build", short_help="Build it: once, and after an update.")
@click.option("--base", metavar="IMAGE", help="The image to build upon; it needs Python 3.11 or newer.")
@click.pass_context
def image_build(ctx: click.Context, base: str | None) -> None:
    """Build the image in which `--sandbox docker` runs programs: once, and again after an update of sockgrade.

    \b
    sockgrade image build
    sockgrade image build --base python:3.12-slim
    """
    from sockgrade.commands.image import build

    ctx.exit(build(base))
