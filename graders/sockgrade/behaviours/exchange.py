"""A question and its answer, as checks need them that hold for whatever a server serves.

What a server is asked, the fixture `exchange` says: by default a word that comes back, as from an echo server. The
grader of another server has a fixture of this name:

    @pytest.fixture
    def exchange() -> Exchanges:
        return sum_of_three
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sockgrade import Connection, Payload


@dataclass(frozen=True)
class Exchange:
    """What a client asks, and how to see that it is answered, whatever else may be wrong with the answer."""

    request: bytes
    expect_reply: Callable[[Connection], object]

    def on(self, connection: Connection) -> Connection:
        """Ask, and be answered."""
        self.expect_reply(connection.send(self.request))
        return connection


#: A new exchange each time, made of random data.
Exchanges = Callable[[Payload], Exchange]


def echo(payload: Payload) -> Exchange:
    """A word, which comes back."""
    message = payload.text()
    return Exchange(message, lambda connection: connection.expect_containing(message))
