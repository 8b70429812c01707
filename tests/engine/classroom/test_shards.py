"""Parts of a class: every student is in one of them, and a task of an array knows its own."""

from __future__ import annotations

import pytest

from sockgrade.grading.shard import Shard, of_this_task


@pytest.mark.parametrize("of", [1, 2, 3, 7, 20])
def test_everybody_is_in_one_part(of: int) -> None:
    parts = [Shard(number, of).of_these(range(13)) for number in range(1, of + 1)]
    assert sorted(one for part in parts for one in part) == list(range(13))
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def slurm(number: int, low: int, high: int, count: int, **more: str) -> dict[str, str]:
    known = {"ID": number, "MIN": low, "MAX": high, "COUNT": count}
    return {f"SLURM_ARRAY_TASK_{name}": str(value) for name, value in known.items()} | more


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (slurm(0, 0, 3, 4), Shard(1, 4)),
        (slurm(4, 1, 4, 4), Shard(4, 4)),
        (slurm(5, 1, 9, 5, SLURM_ARRAY_TASK_STEP="2"), Shard(3, 5)),
        (slurm(3, 1, 9, 3), None),  # --array=1,3,9: which of them this is nobody tells
        ({"JOB_COMPLETION_INDEX": "0", "JOB_COMPLETIONS": "5"}, Shard(1, 5)),
        ({"JOB_COMPLETION_INDEX": "5", "JOB_COMPLETIONS": "5"}, None),
        ({"JOB_COMPLETION_INDEX": "0"}, None),
        ({}, None),
    ],
)
def test_a_task_knows_its_part_or_nobody_guesses(environment: dict[str, str], expected: Shard | None) -> None:
    assert of_this_task(environment) == expected
