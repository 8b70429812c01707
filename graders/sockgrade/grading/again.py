"""Runs a failed check once more, with a program that tells what it keeps to itself: for the words, not the verdict."""

from __future__ import annotations

import contextlib
import math
from pathlib import Path
from typing import Any

import pytest

from sockgrade.causes.causes import because
from sockgrade.causes.swallowed import UNSAID, swallowed, telling_copy
from sockgrade.endpoints.client import Client
from sockgrade.endpoints.peer import Peer
from sockgrade.endpoints.program import Program
from sockgrade.endpoints.stage import Payload
from sockgrade.grading.plugin import payload_of
from sockgrade.kernel.clock import now
from sockgrade.verdict import Failure

#: Seconds after which a check is not run once more: it would take as long again.
_SOON = 2.0
#: Seconds for all that is run once more of one program: whoever made one mistake in all checks has read of it by then.
_PATIENCE = 3.0


def explained_again(program: Program, item: pytest.Item, failure: Failure) -> Failure:
    """The failure with the exception that the program has swallowed, if that is its cause."""
    stage = program.stage
    began = now()
    if failure.kind not in UNSAID or stage.explaining > _PATIENCE or began - program.transcript.began > _SOON:
        return failure
    if stage.network.kind != "private":  # on the machine's own the first one has the port
        return failure
    folder = stage.folder.with_name("telling")  # gone with the program's own
    if not folder.exists() and not telling_copy(stage.folder, folder):
        stage.explaining = math.inf
        return failure
    cause = swallowed(_errors_of(program, folder, item), stage.spec.role, stage.folder)
    stage.explaining += now() - began
    return failure if cause is None else because(cause, failure)


def _errors_of(program: Program, folder: Path, item: pytest.Item) -> str:
    """What a copy of the program writes to stderr in the same check."""
    again = program.again(folder)
    # It fails as before, or in some other way: that verdict has been reached already, and only what the copy writes is
    # wanted. A fault of the grader's in a second run must not become one of the first.
    with contextlib.ExitStack() as stack, contextlib.suppress(Exception):
        stack.enter_context(contextlib.closing(again))
        arguments = _arguments(again, item)
        for each in arguments.values():
            if isinstance(each, Peer):
                stack.enter_context(contextlib.closing(each))
        item.obj(**arguments)  # type: ignore[attr-defined]
    return again.errors  # read at last: it writes until its end


def _arguments(again: Program, item: pytest.Item) -> dict[str, Any]:
    """The arguments of the check, with this program, and with the same random data."""

    def renewed(value: object) -> object:
        if isinstance(value, Program):
            return again
        if isinstance(value, Peer) and isinstance(again, Client):
            return value.again(again)
        return payload_of(item) if isinstance(value, Payload) else value

    names = item._fixtureinfo.argnames  # type: ignore[attr-defined] # as pytest calls it
    return {name: renewed(item.funcargs[name]) for name in names}  # type: ignore[attr-defined]
