"""Which servers and clients of a class understand each other: every pair that was tried, and whom it is blamed on."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sockgrade.evidence.text import as_json, without_commands
from sockgrade.verdict import Outcome

SCHEMA = "sockgrade/interop/v1"
#: The number of the reference among those who take part.
REFERENCE = 0
ROLES = ("server", "client")

Pair: TypeAlias = tuple[int, int]
"""The numbers of whose server and whose client it is."""


@dataclass(frozen=True)
class Player:
    """Somebody whose programs are tried: a student, or the reference."""

    key: str
    """What nobody else of the class has; empty for the reference."""
    name: str
    programs: Mapping[str, str] = field(default_factory=dict)
    """The files of the server and of the client, by role; one may be missing."""
    problem: str = ""
    """Why one or both are."""


@dataclass(frozen=True)
class Cell:
    """What came of one pair."""

    outcome: Outcome
    message: str = ""
    """Why it did not pass."""
    blamed: tuple[str, ...] = ()
    """The roles whose programs are to blame."""
    page: str = ""
    """Where its conversation is shown, relative to the page of the matrix; empty if it is not."""
    packets: Mapping[str, str] = field(default_factory=dict)
    """Where the packets are that each role saw, relative as well."""

    @property
    def sign(self) -> str:
        """One character: where a pair failed, an arrow that leads to the head of the row, the column or both."""
        if self.outcome is not Outcome.FAILED:
            return {Outcome.PASSED: "✓", Outcome.ERROR: "!"}.get(self.outcome, "–")
        return {("server",): "←", ("client",): "↑", ("server", "client"): "↖"}.get(self.blamed, "✗")


@dataclass(frozen=True)
class Fault:
    """A program on which pairs are blamed."""

    role: str
    number: int
    """Whose it is."""
    pairs: tuple[Pair, ...]
    """That with the reference first, if it is one of them."""


@dataclass(frozen=True)
class Matrix:
    """All pairs of a class."""

    exercise: str
    title: str
    seed: int
    version: str
    """Of sockgrade."""
    players: tuple[Player, ...]
    """The first is the reference."""
    cells: Mapping[Pair, Cell]

    @property
    def servers(self) -> list[int]:
        """The numbers of those who have a server: the reference, and then whose server fails most."""
        return self._ordered("server")

    @property
    def clients(self) -> list[int]:
        """The same of the clients."""
        return self._ordered("client")

    def _ordered(self, role: str) -> list[int]:
        having = [number for number, player in enumerate(self.players) if role in player.programs]
        return sorted(having, key=lambda number: (number != REFERENCE, -self.failures(role, number)))

    def failures(self, role: str, number: int) -> int:
        """How many pairs with somebody's program fail."""
        side = ROLES.index(role)
        return sum(
            cell.outcome is Outcome.FAILED for pair, cell in self.cells.items() if pair[side] == number
        )

    @property
    def faults(self) -> list[Fault]:
        """The programs on which pairs are blamed: those with the most of them first."""
        found: dict[tuple[str, int], list[Pair]] = defaultdict(list)
        for pair, cell in sorted(self.cells.items()):
            for role in cell.blamed:
                found[role, pair[ROLES.index(role)]].append(pair)
        faults = [Fault(role, number, tuple(pairs)) for (role, number), pairs in found.items()]
        return sorted(faults, key=lambda fault: -len(fault.pairs))

    @property
    def unblamed(self) -> list[Pair]:
        """The pairs that fail, and are blamed on nobody."""
        return [
            pair for pair, cell in self.cells.items() if cell.outcome is Outcome.FAILED and not cell.blamed
        ]

    @property
    def unjudged(self) -> list[Pair]:
        """The pairs of which nobody can say whether they pass: the grader failed, or the machine cannot observe it."""
        return [
            pair for pair, cell in self.cells.items() if cell.outcome not in (Outcome.PASSED, Outcome.FAILED)
        ]

    @property
    def failed(self) -> int:
        """How many pairs fail."""
        return sum(cell.outcome is Outcome.FAILED for cell in self.cells.values())

    def named(self, pair: Pair) -> str:
        """What a pair is called."""
        return " and ".join(
            f"the {role} of {self.players[number].name}" if number != REFERENCE else f"the reference {role}"
            for role, number in zip(ROLES, pair, strict=True)
        )

    def to_json(self) -> str:
        """As JSON, schema `sockgrade/interop/v1`; ASCII only. In `cells` the reference is null."""
        document = {
            "schema": SCHEMA,
            "exercise": self.exercise,
            "version": self.version,
            "seed": self.seed,
            "students": [_player(player) for player in self.players[REFERENCE + 1 :]],
            "cells": [self._cell(pair, cell) for pair, cell in self.cells.items()],
        }
        return without_commands(json.dumps(document, indent=2) + "\n", as_json)

    def _cell(self, pair: Pair, cell: Cell) -> dict[str, Any]:
        server, client = (self.players[number].key or None for number in pair)
        return {
            "server": server,
            "client": client,
            "outcome": cell.outcome,
            "message": cell.message,
            "blamed": cell.blamed,
            "page": cell.page,
            "packets": cell.packets,
        }


def _player(player: Player) -> dict[str, Any]:
    own = player.programs
    return {
        "student": player.key,
        "name": player.name,
        "server": own.get("server"),
        "client": own.get("client"),
        "problem": player.problem,
    }
