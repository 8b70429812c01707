"""What goes on beside a program that is waited for: the program at the other end of a link, and the link itself."""

from __future__ import annotations

from typing import Protocol


class Company(Protocol):
    """What else must be at rest before a program that sleeps is stuck."""

    def go_on(self) -> int:
        """Do what there is to do now; how much has been done so far."""

    def is_at_rest(self) -> bool:
        """Whether nothing of it will wake a program that sleeps."""

    def where_it_hangs(self) -> str:
        """Where else something hangs, such as "server waits in recv()"; empty if there is nothing to say."""
