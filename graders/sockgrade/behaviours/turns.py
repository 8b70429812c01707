"""Whose turn it is in a conversation."""

from __future__ import annotations

from sockgrade import Connection
from sockgrade.checks import CheckFailed
from sockgrade.verdict import Kind


def expect_patience(connection: Connection, what: str) -> None:
    """The client sends nothing more as long as it is not its turn; `what` it waits for."""
    try:
        connection.expect_nothing()
    except CheckFailed as failed:
        raise CheckFailed(
            Kind.TOO_MUCH,
            f"The program does not wait for {what} before it goes on.",
            expected=f"nothing before {what}",
            received=failed.failure.received,
        ) from None
