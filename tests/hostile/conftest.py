"""Fixtures: the arena, once for each sandbox and module."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile.arena import HERE, Arena, adopt_orphans
from sockgrade.sandbox import SandboxUnavailable

if sys.platform != "linux":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="module", params=["bubblewrap", "docker"])
def sandbox(request: pytest.FixtureRequest) -> str:
    """What is attacked."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def arena(sandbox: str) -> Iterator[Arena]:
    """A grader to attack, whose temporary files nobody else has."""
    adopt_orphans()
    # Not pytest's own folder for temporary files, which is for root alone: programs run as somebody else.
    folder = Path(tempfile.mkdtemp(prefix="arena-"))
    folder.chmod(0o755)
    (folder / "temporary").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder / "temporary"))
        patch.setattr(tempfile, "tempdir", None)
        patch.setenv(
            "PYTHONPATH", str(HERE.parent), prepend=os.pathsep
        )  # of the checks, which import one of ours
        try:
            arena = Arena(sandbox, folder)
        except SandboxUnavailable as reason:
            pytest.skip(str(reason))
        yield arena
        arena.close()
    shutil.rmtree(folder)
