"""Fixtures: the sandboxes of this machine, and programs in them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sandbox.programs import Start

from sockgrade.sandbox import SandboxUnavailable
from sockgrade.sandbox.choose import Chosen, choose


@pytest.fixture(scope="session", params=["none", "bubblewrap", "docker"])
def chosen(request: pytest.FixtureRequest) -> Iterator[Chosen]:
    yield from _choose(request.param)


@pytest.fixture(scope="session", params=["bubblewrap", "docker"])
def contained(request: pytest.FixtureRequest) -> Iterator[Chosen]:
    """What only a sandbox keeps."""
    yield from _choose(request.param)


@pytest.fixture(scope="session", params=["none", "bubblewrap"])
def on_this_machine(request: pytest.FixtureRequest) -> Iterator[Chosen]:
    """Where programs see the system of this machine."""
    yield from _choose(request.param)


@pytest.fixture(scope="session")
def bubblewrapped() -> Iterator[Chosen]:
    """What is bubblewrap's own."""
    yield from _choose("bubblewrap")


def _choose(name: str) -> Iterator[Chosen]:
    try:
        found = choose(name)
    except SandboxUnavailable as reason:
        pytest.skip(str(reason))  # what the machine lacks, and the command that mends it
    yield found
    found.sandbox.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A submission's folder, that everybody may read: root's `tmp_path` is for root alone."""
    path = Path(tempfile.mkdtemp(prefix="submission-", dir="/tmp" if os.name == "posix" else None))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    with ExitStack() as ends:
        yield Start(folder, ends)
