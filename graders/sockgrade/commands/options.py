"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from sockgrade.course import Course

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
    return command


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
