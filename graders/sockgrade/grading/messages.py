"""What students are told by the checks that wrong programs fail, as a teacher has read and approved it.

tests/graders/<program>/messages.toml keeps it; `sockgrade verify` is surprised by every message that has
changed since, and `sockgrade verify --update-messages` writes the file anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import starmap
from pathlib import Path
from typing import Any

from sockgrade import toml
from sockgrade.course import refusal_of
from sockgrade.endpoints.connection import BROKEN_OFF, CLOSED_EARLY
from sockgrade.evidence.text import visible
from sockgrade.grading.grade import Grader
from sockgrade.grading.verify import Kind, Verdict, name_of
from sockgrade.process import spy
from sockgrade.verdict import Outcome

NAME = "messages.toml"
_HEAD = """# What students are told by the programs in wrong/. `sockgrade verify` compares, where a machine is like this
# one; after a change that is meant: `sockgrade verify --update-messages`, and read the difference. A program
# with a data race, or with luck, is told now this, now that: write "*" for such a message.
"""
_ANY = "*"
#: A sandbox in which programs are told the same as in another.
_ALIKE = {"docker": "bubblewrap"}
#: What the kernel gives out, and what differs from run to run: client ports (ip_local_port_range), addresses.
_BY_CHANCE = re.compile(r"\b(3[2-9]\d{3}|[45]\d{4}|60\d{3})\b|0x[0-9a-f]{8,}")
#: How a connection ends that the program gives up: what a client sees of it depends on what is under way just then.
_AN_END = re.compile(
    "|".join(map(re.escape, (CLOSED_EARLY, BROKEN_OFF, "The program ended by itself (exit code 0)")))
)
#: At which line of its circle a program is that computes all the time.
_IN_A_CIRCLE = re.compile(r"(?<=runs in circles at )\S+:\d+")


def machine_of(grader: Grader) -> dict[str, str]:
    """What messages depend on besides the program: where it is equal, they are."""
    return {
        "python": ".".join(grader.python.version.split(".")[:2]),
        "sandbox": _ALIKE.get(grader.sandbox, grader.sandbox),
        "network": grader.network,
        "spy": "yes" if spy.program() else "no",
    }


class Record:
    """The file of one program's messages. Raises CourseError if it is broken."""

    def __init__(self, folder: Path, port: int) -> None:
        self._path = folder / NAME
        self._port = port
        self._machine: dict[str, str] = {}
        self._messages: dict[str, dict[str, str]] = {}
        if not self._path.exists():
            return
        with refusal_of(self._path):
            document = toml.parse(self._path, self._path.read_bytes())
            self._messages = toml.read(self._path, "", document, dict.fromkeys(document, _texts))
        self._machine = self._messages.pop("machine", {})

    def difference(self, machine: Mapping[str, str]) -> str:
        """Why the messages cannot be compared on this machine, in words; empty if they can be, or if there are none."""
        other = [f"{name} {value}" for name, value in self._machine.items() if machine.get(name) != value]
        return f"recorded with {', '.join(other)}" if other else ""

    def compare(self, verdict: Verdict, machine: Mapping[str, str]) -> Verdict:
        """The verdict, with a doubt for every message that is not the recorded one.

        Which of its mistakes a program is told may depend on the moment, above all on a busy machine.
        """
        if not self._machine or self.difference(machine):
            return verdict
        return replace(verdict, doubts=(*verdict.doubts, *self._changes(verdict)))

    def _changes(self, verdict: Verdict) -> Iterator[str]:
        recorded = self._messages.get(_name(verdict), {})
        for name, message in self._said(verdict).items():
            if name not in recorded:
                yield f"{name} says what nobody has read yet: {message}"
            elif not _are_alike(recorded[name], message):
                yield f"{name} says: {message} Recorded: {recorded[name]}"

    def update(self, verdicts: Sequence[Verdict], machine: Mapping[str, str]) -> None:
        """Take over what wrong programs are told now; what was not graded this time stays. `save` writes it."""
        self._messages = {name: table for name, table in self._messages.items() if self._is_there(name)}
        for verdict in verdicts:
            if verdict.case.kind is Kind.WRONG and verdict.result is not None:
                graded = {name_of(check.id) for check in verdict.result.checks}
                kept = self._messages.get(_name(verdict), {})
                table = {name: message for name, message in kept.items() if name not in graded}
                said = self._said(verdict)
                for check, message in said.items():
                    is_known = check in kept and _are_alike(kept[check], message)
                    table[check] = kept[check] if is_known else message
                self._messages[_name(verdict)] = table
        self._machine = dict(machine)

    def save(self) -> None:
        """Write the file anew. Raises OSError."""
        tables = {"machine": self._machine, **dict(sorted(self._messages.items()))}
        self._path.write_text(_HEAD + "".join(starmap(_table, tables.items())), encoding="utf-8")

    def _is_there(self, name: str) -> bool:
        return (self._path.parent / Kind.WRONG / name).exists()

    def _said(self, verdict: Verdict) -> dict[str, str]:
        """The messages of a wrong program, without what differs from run to run, and without those of bad luck."""
        if verdict.case.kind is not Kind.WRONG or verdict.result is None:
            return {}

        def steady(match: re.Match[str]) -> str:
            return match[0] if match[0] == str(self._port) else "…"

        return {
            name_of(check.id): _BY_CHANCE.sub(steady, visible(check.failure.message))
            for check in verdict.result.checks
            if check.outcome is Outcome.FAILED
            and check.failure is not None
            and name_of(check.id) not in verdict.case.may_fail
        }


def _texts(table: Any) -> dict[str, str]:
    return {name: toml.text(value) for name, value in toml.table(table).items()}


def _are_alike(recorded: str, message: str) -> bool:
    """Whether a program has been told what was recorded, or what it is told at another moment."""
    return recorded == _ANY or _at_any_moment(recorded) == _at_any_moment(message)


def _at_any_moment(message: str) -> str:
    """A message without what depends on the moment."""
    return _AN_END.sub("", _IN_A_CIRCLE.sub("", message))


def _name(verdict: Verdict) -> str:
    return verdict.case.path.name


def _table(name: str, values: Mapping[str, str]) -> str:
    """A table of TOML; JSON's strings are also TOML's."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join([f'\n["{name}"]', *lines, ""])
