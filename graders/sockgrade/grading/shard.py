"""A part of what there is to grade: for several machines, or where all would take too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, cycle
from typing import TypeVar

_T = TypeVar("_T")


@dataclass(frozen=True)
class Shard:
    """One of several parts, each of which takes every so many."""

    number: int
    """Counted from 1."""
    of: int

    def turns(self) -> Iterator[bool]:
        """Whether the first belongs to this part, the second, and so on without end."""
        return cycle(turn == self.number for turn in range(1, self.of + 1))

    def of_these(self, everything: Iterable[_T]) -> list[_T]:
        """What belongs to this part."""
        return list(compress(everything, self.turns()))


def of_this_task(environment: Mapping[str, str]) -> Shard | None:
    """The part of a task of a Slurm array or of an indexed job of Kubernetes; None if both numbers are not known.

    Slurm tells of the task's array how many tasks it has, and the lowest and the highest id and the step; Kubernetes
    tells the index, and the manifest has to tell how many there are (JOB_COMPLETIONS).
    """
    try:
        if "SLURM_ARRAY_TASK_ID" in environment:
            task, low, high, of = (
                int(environment[f"SLURM_ARRAY_TASK_{name}"]) for name in ("ID", "MIN", "MAX", "COUNT")
            )
            step = int(environment.get("SLURM_ARRAY_TASK_STEP", "1"))
            number, is_whole = (task - low) // step + 1, (high - low) // step + 1 == of
        else:
            number, of = int(environment["JOB_COMPLETION_INDEX"]) + 1, int(environment["JOB_COMPLETIONS"])
            is_whole = True
    except (KeyError, ValueError, ZeroDivisionError):
        return None
    return Shard(number, of) if is_whole and 1 <= number <= of else None
