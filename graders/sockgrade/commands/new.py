"""`sockgrade new`: an exercise of one's own to begin with, that works from the first minute.

What it is made from is a course itself, whose only exercise has every role: `sockgrade/template`.
"""

from __future__ import annotations

import keyword
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import click

from sockgrade.commands.errors import Stop
from sockgrade.commands.start import course_option, write_new
from sockgrade.course import ROLES, TREES, Course
from sockgrade.kernel.trees import ENGINE

_TEMPLATE = ENGINE / "template"
#: As they stand in the template: its id, its port, and one that is wrong.
_ID, _PORT, _WRONG_PORT = "document/exercise", 50007, 50008
_NAME = re.compile(r"[a-z_][a-z0-9_]*")
#: Where a part of a text begins that may be for one role only: a table of TOML, a section of Markdown.
_PART = re.compile(r"^(?=\[|## )", re.MULTILINE)
#: What each file is for, by the way to it.
_PURPOSES = {
    "README.md": "the handout",
    "exercise.toml": "title and port",
    "starter": "to begin with",
    "wrong": "wrong",
    "graders": "the checks",
    "reference": "a solution",
}


def new(folder: Path, identifier: str, roles: Sequence[str], port: int) -> None:
    """Make an exercise in the course that is in a folder, or that begins there. Nothing is ever overwritten.

    Raises Stop, and CourseError if the folder is something else.
    """
    document, name = _parts(identifier)
    _check(folder)
    contents, purposes = dict[Path, bytes](), dict[Path, str]()
    for path in sorted(_TEMPLATE.rglob("*.*")):
        place = path.relative_to(_TEMPLATE)
        named = {part for part in (*place.parts, place.stem) if part in ROLES}
        if named <= set(roles) and "__pycache__" not in place.parts:
            target = Path(place.as_posix().replace(_ID, f"{document}/{name}", 1))
            contents[target] = _filled(path.read_text(encoding="utf-8"), identifier, roles, port).encode()
            purposes[target] = next(words for part, words in _PURPOSES.items() if part in place.parts)
    for target in contents:
        if (folder / target).exists():
            raise Stop(f"{folder / target} exists already, and nothing was written: choose another id")
    write_new(folder, contents)
    option = course_option(Course(folder))
    width = max(map(len, _PURPOSES.values()))
    click.echo(f"Made the exercise {identifier} in the course {folder}:")
    for target, purpose in purposes.items():
        click.echo(f"  {purpose.ljust(width)}  {target}")
    click.echo("It works already. Change it into yours, a file at a time, and try it:")
    click.echo(f"  sockgrade verify{option} {identifier}")
    click.echo(f"  sockgrade start{option} {identifier}")
    click.echo(f"  sockgrade grade{option} {identifier} {shlex.quote(name)}")


def _parts(identifier: str) -> Sequence[str]:
    parts = identifier.split("/")
    are_names = all(_NAME.fullmatch(part) and not keyword.iskeyword(part) for part in parts)
    # The engine lies among the graders of the course that comes with it.
    if len(parts) != 2 or not are_names or parts[0] == ENGINE.name:
        raise Stop(
            f"{identifier!r} cannot be the id of an exercise: it is the document's name and the exercise's, each of "
            "small letters, digits and _, such as networks/echo"
        )
    return parts


def _check(folder: Path) -> None:
    """The folder is a course, or may become one."""
    if not folder.exists():
        return
    if any((folder / tree).is_dir() for tree in TREES):
        _ = Course(folder).exercises  # which can be read
    elif not folder.is_dir() or any(not path.name.startswith(".") for path in folder.iterdir()):
        raise Stop(
            f"{folder.resolve()} is neither a course nor an empty folder, and nothing was written: "
            "name your course, or a new folder for it, with --course DIR"
        )


def _filled(text: str, identifier: str, roles: Sequence[str], port: int) -> str:
    """A file of the template as it stands in the exercise."""
    kept = [part for part in _PART.split(text) if _role_of(part) in (None, *roles)]
    ports = {str(_PORT): port, str(_WRONG_PORT): port + 1 if port < 65535 else port - 1}
    return re.sub("|".join(ports), lambda match: str(ports[match[0]]), "".join(kept)).replace(_ID, identifier)


def _role_of(part: str) -> str | None:
    """The role that a table or a section is about."""
    heading = part.partition("\n")[0] if _PART.match(part) else ""
    return next((role for role in ROLES if role in heading), None)
