"""Options that several commands have."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from sockgrade.course import Course
    from sockgrade.grading.shard import Shard

_Command = TypeVar("_Command", bound=Callable[..., Any])


def course_option(command: _Command) -> _Command:
    """Of every command that needs a course."""
    option = click.option(
        "--course",
        metavar="DIR",
        type=click.Path(path_type=Path),
        envvar="SOCKGRADE_COURSE",
        show_envvar=True,
        help="A course of your own: a folder with exercises/, graders/ and reference/.",
    )
    return option(command)


def open_course(folder: Path | None) -> Course:
    """The course that is in a folder, or else sockgrade's own. Raises CourseError."""
    from sockgrade.course import Course

    return Course.default() if folder is None else Course(folder)


def running_options(command: _Command) -> _Command:
    """What every command that runs programs has in common."""
    options = [
        course_option,
        click.option(
            "--sandbox",
            type=click.Choice(["auto", "none", "bubblewrap", "docker"]),
            default="auto",
            show_default=True,
            help="Where programs run. `none` runs them with your own rights.",
        ),
        click.option(
            "--network",
            type=click.Choice(["auto", "private", "shared"]),
            default="auto",
            show_default=True,
            envvar="SOCKGRADE_NETWORK",
            show_envvar=True,
            help="The network programs see: one of their own, or this machine's loopback.",
        ),
        click.option("--python", metavar="PATH", help="The interpreter that runs Python programs."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


seed_option = click.option(
    "--seed",
    type=click.IntRange(0, 2**64 - 1),
    metavar="N",
    help="Replay the random data of an earlier run.",
)


def grading_options(command: _Command) -> _Command:
    """What `grade` and `verify` have in common."""
    options = [
        running_options,
        seed_option,
        click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many workers at once."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def report_options(command: _Command) -> _Command:
    """The reports that can be made of a result."""
    for name, what in (("--html", "a page for the browser"), ("--junit", "a JUnit XML report")):
        option = click.option(name, metavar="FILE", help=f"Write {what} as well; `-` is the standard output.")
        command = option(command)
    github = click.option(
        "--github/--no-github",
        default=False,
        envvar="GITHUB_ACTIONS",
        show_envvar=True,
        help="Annotate the student's files in GitHub Actions, and tell the result on the page of the job.",
    )
    return github(command)


def verbosity_options(command: _Command) -> _Command:
    """How much is shown of a result; the last one given counts."""
    for flags, what in (
        (("-q", "--quiet"), "the verdict only, in a line"),
        (("-v", "--verbose"), "everything"),
    ):
        value = flags[1].strip("-")
        command = click.option(*flags, "verbosity", flag_value=value, default=None, help=f"Show {what}.")(
            command
        )
    return command


def shard_option(command: _Command) -> _Command:
    """Of every command that can do a part of its work."""
    option = click.option(
        "--shard",
        metavar="I/N",
        callback=_shard,
        help="Only the I-th of N parts; `auto`: the one that Slurm or Kubernetes has given this task.",
    )
    return option(command)


def _shard(_: click.Context, __: click.Parameter, text: str | None) -> Shard | None:
    from sockgrade.grading.shard import Shard, of_this_task

    if text is None:
        return None
    if text == "auto":
        shard = of_this_task(os.environ)
        if shard is None:
            raise click.BadParameter(
                "auto needs a task of a Slurm array without gaps, or JOB_COMPLETION_INDEX and JOB_COMPLETIONS: "
                "else name the part, such as 2/3"
            )
        return shard
    number, _slash, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise click.BadParameter(f"{text!r} is no part of a whole: 2/3 is the second of three")
    return Shard(int(number), int(of))
