"""The programs of a pair, the student's and what takes their place; each role has a network of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from sockgrade.checks import CheckFailed, GraderFault
from sockgrade.course import Course, ProgramSpec
from sockgrade.endpoints.link import OTHER
from sockgrade.endpoints.stage import Stage
from sockgrade.intake.build import Built, build
from sockgrade.intake.submission import Source, take
from sockgrade.kernel.trees import ENGINE, remove
from sockgrade.network.network import Network
from sockgrade.sandbox.choose import Chosen

_NETCAT = ENGINE / "peers" / "netcat.sh"


class Stages:
    """Makes each program ready when it is needed first."""

    def __init__(
        self,
        pair: ProgramSpec,
        course: Course,
        chosen: Chosen,
        network: Network,
        snapshots: Mapping[str, tuple[Path, str]],
        tell: Callable[[Built, bool], None] = lambda *_: None,
    ) -> None:
        """`snapshots` are the folder and the main file of each role's program; references are copied beside them.

        `tell` hears of what was built, and whether it is the student's. Raises CheckSkipped where two programs cannot
        have a network each.
        """
        sandbox, apart = chosen.sandbox.apart(network)
        self._places = {"server": (chosen, network), "client": (replace(chosen, sandbox=sandbox), apart)}
        # A program that is server and client in one plays both roles.
        self._specs = dict.fromkeys(OTHER, pair) if pair.parts == (pair,) else {p.role: p for p in pair.parts}
        self._course = course
        self._snapshots = snapshots
        self._tell = tell
        self._built: dict[tuple[str, bool], Stage | Exception] = {}
        self.deadline: float | None = None

    def __call__(self, role: str, is_own: bool) -> Stage:
        """Where the student's program of a role is launched, or what takes its place.

        Raises CheckFailed and GraderFault.
        """
        if (role, is_own) not in self._built:
            self._built[role, is_own] = self._prepared(role, is_own)
        stage = self._built[role, is_own]
        if isinstance(stage, Exception):
            raise stage
        stage.deadline = self.deadline
        return stage

    def _prepared(self, role: str, is_own: bool) -> Stage | Exception:
        spec, (chosen, network) = self._specs[role], self._places[role]
        try:
            folder, main = self._snapshots[role] if is_own else self._other(role)
            built = build(spec, folder, main, chosen, network)
        except GraderFault as fault:
            return fault
        except CheckFailed as failed:
            return failed if is_own else GraderFault(f"the other {role}: {failed.failure.message}")
        self._tell(built, is_own)
        return built.stage

    def _other(self, role: str) -> tuple[Path, str]:
        """The reference; or a netcat, which is both sides as well."""
        spec = self._specs[role]
        reference = _NETCAT if spec.role != role else next(iter(self._course.references(spec)), None)
        if reference is None:
            raise GraderFault(f"{spec.id} has no reference, which this check needs")
        place = self._snapshots[role][0].with_name(f"other.{role}")
        remove(place)  # of a worker that died
        snapshot = take(Source(reference, None), place)
        return snapshot.folder, snapshot.main

    def close(self) -> None:
        """Wait until everything is cleaned up."""
        for stage in self._built.values():
            if not isinstance(stage, Exception):
                stage.close()
