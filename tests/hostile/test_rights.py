"""Attack 85: what a program does with the right that its exercise gives it."""

from __future__ import annotations

import json
import os
import textwrap

import pytest

from hostile.arena import PROGRAMS, Arena
from sockgrade.sandbox import RIGHTS

REFUSED = ("EPERM", "EACCES", "EAFNOSUPPORT", "EROFS")


@pytest.fixture(autouse=True)
def _where_it_is_given(sandbox: str) -> None:
    if sandbox == "docker" and os.geteuid() != 0:
        pytest.skip("in containers only root gives rights")


def test_85_uses_its_right_elsewhere(arena: Arena) -> None:
    found = json.loads(arena.output(PROGRAMS / "85_uses_its_right_elsewhere.py", exercise="packets"))
    assert set(found.pop("capabilities").values()) == {1 << RIGHTS["net_raw"]}
    assert found.pop("interfaces") == ["lo"]
    assert (found.pop("raw IPv4"), found.pop("raw IPv6")) == ("done", "done")
    assert found.pop("outside") == "ENETUNREACH"
    assert len(found) >= 9
    assert {name: code for name, code in found.items() if code not in REFUSED} == {}


def test_85_floods_the_network_with_packets(arena: Arena) -> None:
    """Nobody is there but the grader, who keeps its bounds."""
    program = """
    import socket, time
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, 253)
    until = time.monotonic() + 1
    while time.monotonic() < until:
        try:
            raw.sendto(bytes(60000), ("127.0.0.1", 0))
        except OSError:
            pass
    print("ended")
    """
    assert "ended" in arena.output(textwrap.dedent(program), exercise="packets")


def test_85_has_no_right_without_its_exercise(arena: Arena) -> None:
    found = json.loads(arena.output(PROGRAMS / "85_uses_its_right_elsewhere.py"))
    assert set(found["capabilities"].values()) == {0}
    assert (found["raw IPv4"], found["raw IPv6"]) == ("EPERM", "EPERM")
