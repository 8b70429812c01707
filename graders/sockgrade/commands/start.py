"""`sockgrade start`: a folder with the handout and the starter files of an exercise."""

from __future__ import annotations

import contextlib
import shlex
from pathlib import Path

import click

from sockgrade.commands.errors import Stop
from sockgrade.course import Course, Exercise


def start(course: Course, identifier: str, folder: Path | None) -> None:
    """Copy an exercise's handout and starter files into `folder`, by default one named after the exercise.

    Nothing is ever overwritten: if one of the files exists already, none is written. Raises Stop.
    """
    exercise = course.exercise(identifier)
    folder = Path(exercise.folder.name) if folder is None else folder
    contents = _contents(exercise)
    write_new(folder, contents)
    click.echo(f"Wrote {', '.join(str(folder / name) for name in contents)}.")
    click.echo(f"Read {folder / exercise.handout.name}, fill in the programs, and grade them with:")
    click.echo(f"  sockgrade grade{course_option(course)} {exercise.id} {shlex.quote(str(folder))}")


def _contents(exercise: Exercise) -> dict[Path, bytes]:
    sources = {Path(exercise.handout.name): exercise.handout} if exercise.handout.is_file() else {}
    for path in sorted(exercise.starter.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            sources[path.relative_to(exercise.starter)] = path
    if not sources:
        raise Stop(f"{exercise.id} has neither a handout nor starter files: there is nothing to start from")
    return {name: path.read_bytes() for name, path in sources.items()}


def write_new(folder: Path, contents: dict[Path, bytes]) -> None:
    """Write files that are not there yet below a folder: all of them, or none if one is. Raises Stop."""
    if folder.exists() and not folder.is_dir():
        raise Stop(f"{folder} is a file, and nothing was written: name a new folder")
    for name in contents:
        target = folder / name
        if target.exists() or target.is_symlink():
            raise Stop(f"{target} exists already, and nothing was written: name a new folder")
    made: list[Path] = []
    try:
        for name, content in contents.items():
            target = folder / name
            for parent in reversed([target, *target.parents][1:]):
                if not parent.is_dir():
                    parent.mkdir()
                    made.append(parent)
            with target.open("xb") as file:
                made.append(target)
                file.write(content)
    except BaseException as error:  # Ctrl-C as well: all of it, or nothing
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(error, OSError):
            where = error.filename or target
            raise Stop(f"{where} cannot be written, and nothing was: {error.strerror}") from None
        raise


def course_option(course: Course) -> str:
    """The option that names this course in a command, with a space before it; empty for the default one."""
    return "" if course.is_default else f" --course {shlex.quote(str(course.root))}"
