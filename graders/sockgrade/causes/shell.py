"""What the shell says on stderr of a script: what it was, and where; and what that means to a student.

`dash`, which is /bin/sh on Debian, says `server.sh: 3: nc: not found`, `bash` says `server.sh: line 3: nc: command not
found`. The text is a program's, and may be anything: it is read line by line, and nothing in it is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sockgrade.causes.cause import Cause
from sockgrade.evidence.wording import quote
from sockgrade.process.source import source_lines

_LONGEST = 200
_SAID = re.compile(r"(?P<name>[^:\0]{1,200}\.sh): (?:line )?(?P<line>\d{1,9}): (?P<text>.+)", re.IGNORECASE)
_NOT_FOUND = re.compile(r"(.{1,100}): (?:command )?not found")
#: Words that bash knows, and how they are written for every shell.
_OF_BASH = {
    "[[": 'write if [ "$a" = "$b" ], with single brackets, blanks around them, and =',
    "((": "write i=$((i + 1)) to calculate, and [ $i -lt 3 ] to compare",
    "source": "write . ./NAME",
    "function": "write name() { … }",
    "declare": "write name=value",
    "let": "write i=$((i + 1))",
    "shopt": "do without it",
    "mapfile": "read the lines with while read -r line; do … done",
    "readarray": "read the lines with while read -r line; do … done",
    "pushd": "write (cd FOLDER && …)",
    "popd": "write (cd FOLDER && …)",
}
#: What only bash understands, as it looks in a line, and how it is written for every shell.
_LOOKS_LIKE_BASH = (
    (re.compile(r"<<<"), "`<<<` is bash's: write printf '%s\\n' TEXT | COMMAND."),
    (re.compile(r"[<>]\("), "`<(…)` is bash's: write what it prints into a file, and read that."),
    (
        re.compile(r"\bfor\s*\(\("),
        "`for ((…))` is bash's: write i=0; while [ $i -lt 3 ]; do … i=$((i + 1)); done.",
    ),
    (re.compile(r"\w\+?=\("), "Arrays are bash's: `name=(…)` does not exist here. Use $1, $2 … (set -- …)."),
    (re.compile(r"\$\{\w+\["), "Arrays are bash's: use $1, $2 … (set -- …)."),
    (re.compile(r"\bfunction\b"), "`function` is bash's: write name() { … }."),
    (re.compile(r"pipefail"), "`pipefail` is bash's: ask each command that matters with `|| exit 1`."),
    (re.compile(r"\$\{\w+(?:\^|,|//?|:-?\d)"), "This kind of ${…} is bash's: do it with sed, tr or cut."),
)
_SHELL = "Scripts are run by /bin/sh, which is not bash, whatever their first line says"


@dataclass(frozen=True)
class Complaint:
    """Something that the shell reported."""

    name: str
    """The script's file, as the shell was given it."""
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.text} ({self.name}:{self.line})"


def complaints(errors: str) -> Iterator[Complaint]:
    """All that the shell reported of scripts, in order."""
    for line in errors.split("\n"):
        if said := complaint(line):
            yield said


def complaint(line: str) -> Complaint | None:
    """What a line on stderr says, if the shell wrote it."""
    said = _SAID.fullmatch(line.removesuffix("\n")[: 2 * _LONGEST])
    return Complaint(said["name"], int(said["line"]), said["text"][:_LONGEST]) if said else None


def meaning(said: Complaint, folder: Path) -> Cause:
    """What a complaint means of a script that was started in this folder, as far as that is certain."""
    source = _line(said, folder)
    for explain in (_of_line_end, _of_bash, _of_command, _of_syntax):
        if cause := explain(said, source, folder):
            return cause
    if said.text.endswith(": parameter not set"):
        return Cause(hint="Is the name spelt as where it gets its value, and does it have one here?")
    return Cause()


def _line(said: Complaint, folder: Path) -> str:
    """What stands there."""
    lines = source_lines(folder, said.name)
    return lines[said.line - 1].strip() if 0 < said.line <= len(lines) else ""


def _of_line_end(said: Complaint, source: str, _: Path) -> Cause | None:  # noqa: ARG001 - as the others
    if "\r" not in said.text:
        return None
    return Cause(
        "That line ends as on Windows (CR LF), and the shell takes the CR for a part of the last word.",
        "Save the script with the line ends of Unix (LF).",
    )


def _of_bash(said: Complaint, source: str, _: Path) -> Cause | None:
    found = _NOT_FOUND.fullmatch(said.text)
    if found and (instead := _OF_BASH.get(found[1])):
        return Cause(f"{found[1]} is bash's.", f"{_SHELL}: {instead}.")
    if found is None:
        for looks, instead in _LOOKS_LIKE_BASH:
            if looks.search(source):
                return Cause(hint=f"{_SHELL}. {instead}")
    return None


def _of_command(said: Complaint, source: str, folder: Path) -> Cause | None:
    """A command that the shell does not find, or may not run."""
    if said.text.endswith(": Permission denied") and "cannot" not in said.text:
        name = said.text.partition(": ")[0]
        return Cause(hint=f"{name} is not executable: run it as `sh {name}`, or chmod +x {name}.")
    found = _NOT_FOUND.fullmatch(said.text)
    if found is None:
        return None
    command = found[1]
    if command.startswith("[") and command != "[":
        return Cause(hint="[ is a command: a blank belongs behind it, and one before ].")
    if re.match(rf"{re.escape(command)}\s+=|{re.escape(command)}=\s", source):
        words = f"The shell takes {quote(source.encode())} for the command {command}."
        return Cause(words, "An assignment has no blanks around its =: name=value.")
    if "/" not in command and _is_file(folder / command):
        return Cause(
            hint=f"A script of one's own is run as `sh ./{command}`: the shell looks for commands elsewhere."
        )
    if "/" in command:
        return Cause(hint="There is no such file beside the script: is it spelt so, and was it handed in?")
    return Cause(
        f"There is no command {command} here.",
        "It is misspelt, or not installed: do it with another command.",
    )


def _of_syntax(said: Complaint, source: str, _: Path) -> Cause | None:  # noqa: ARG001 - as the others
    if not said.text.lower().startswith("syntax error"):
        return None
    what = said.text
    if "nterminated quoted string" in what or "EOF in backquote" in what:
        hint = "A quotation mark is opened and not closed, in that line or anywhere above it."
    elif "end of file" in what:
        lacks = re.search(r'expecting "(.{1,10})"', what)
        hint = f"The script ends before its {lacks[1]}. " if lacks else ""
        hint += "Each if needs its fi, each do its done, each case its esac, each { its }."
    else:
        hint = (
            "The shell cannot read the script: the mistake is in that line, or in a command that begins above it. "
            "Before then and do stands a line end or a ;."
        )
    return Cause(hint=hint)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
