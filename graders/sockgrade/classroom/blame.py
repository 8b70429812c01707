"""Whose fault it is that a server and a client of two students do not understand each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sockgrade.report.matrix import REFERENCE, Pair
from sockgrade.verdict import Outcome

#: Others with which a program must have failed at least, before anything is said of "most".
_FEW = 2
#: What is known of a pair; of one that was not tried, or not to the end, nothing is.
_FAILS: Mapping[Outcome | None, bool] = {Outcome.FAILED: True, Outcome.PASSED: False}


@dataclass(frozen=True)
class Standing:
    """How a program does with everybody but the one with which it has failed."""

    fails_with_reference: bool | None
    """None if nobody knows."""
    failed: int = 0
    """With how many others it fails. Only those count who do well with the reference."""
    tried: int = 0
    """With how many such others it was tried."""

    @property
    def fails_with_most(self) -> bool:
        return self.failed >= _FEW and 3 * self.failed >= 2 * self.tried

    @property
    def does_well_with_most(self) -> bool:
        return 2 * self.failed < self.tried


def blamed(server: Standing, client: Standing) -> tuple[str, ...]:
    """Whom a failed pair is blamed on: `server`, `client`, both of them, or nobody.

    Whoever fails with the reference as well is to blame, and that may be both. If neither does, it is the one that
    fails with two thirds of its other partners, two at least, while the other does well with more than half of its own.
    """
    sides = {"server": server, "client": client}
    if with_reference := tuple(role for role, side in sides.items() if side.fails_with_reference):
        return with_reference
    if server.fails_with_most and client.does_well_with_most:
        return ("server",)
    if client.fails_with_most and server.does_well_with_most:
        return ("client",)
    return ()


def blames(outcomes: Mapping[Pair, Outcome]) -> dict[Pair, tuple[str, ...]]:
    """Whom each failed pair of a class is blamed on, after what came of every pair that was tried."""
    return {
        pair: blamed(_standing("server", pair, outcomes), _standing("client", pair, outcomes))
        for pair, outcome in outcomes.items()
        if outcome is Outcome.FAILED
    }


def _standing(role: str, pair: Pair, outcomes: Mapping[Pair, Outcome]) -> Standing:
    """How the program of this role does that belongs to a pair."""
    server, client = pair
    partner = client if role == "server" else server

    def fails_with(other: int) -> bool | None:
        return _FAILS.get(outcomes.get((server, other) if role == "server" else (other, client)))

    def is_sound(other: int) -> bool:
        with_reference = (REFERENCE, other) if role == "server" else (other, REFERENCE)
        return outcomes.get(with_reference) is Outcome.PASSED

    others = {number for each in outcomes for number in each} - {REFERENCE, partner}
    tried = [fails for other in others if is_sound(other) and (fails := fails_with(other)) is not None]
    return Standing(fails_with(REFERENCE), sum(tried), len(tried))
