"""What tests of the sandbox docker share: whether there is one, and what must not be left of it."""

from __future__ import annotations

import threading
import time
from contextlib import closing

import pytest

from sockgrade.sandbox import SandboxFault, SandboxUnavailable
from sockgrade.sandbox.choose import choose

#: Seconds for what the daemon does by itself, on a loaded machine.
_PATIENCE = 60


def skip_without_docker() -> None:
    """Skip the test where there is no daemon, or no image."""
    try:
        choose("docker")
    except (SandboxFault, SandboxUnavailable) as reason:
        pytest.skip(str(reason))


def strays() -> list[str]:
    """Containers whose owner is gone."""
    from sockgrade.sandbox.docker.image import client
    from sockgrade.sandbox.docker.owners import OWNER, is_dead

    with closing(client()) as api:
        found = api.containers(all=True, filters={"label": OWNER})
    return [container["Id"] for container in found if is_dead(container["Labels"][OWNER])]


def assert_no_strays() -> None:
    """There are none, soon: other tests' may just be going."""
    deadline = time.monotonic() + _PATIENCE
    while (found := strays()) and time.monotonic() < deadline:
        threading.Event().wait(0.1)
    assert found == []
