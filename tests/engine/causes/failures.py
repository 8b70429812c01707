"""What tests of causes begin with, and what a student is told in the end."""

from __future__ import annotations

from collections.abc import Callable

from sockgrade.verdict import CheckResult

#: The beginning of a server's program.
SERVER = """
import multiprocessing, os, socket, socketserver, sys, threading
listener = socket.create_server(("127.0.0.1", 7007))
"""

Judge = Callable[..., CheckResult]


def message(result: CheckResult) -> str:
    assert result.failure is not None
    return result.failure.message
