"""How a link between two programs passes on what comes: what a network may do, decided by seed and by queues."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Manner:
    """How the link passes on what one program sends; as it comes, if nothing else is said."""

    largest: int = 0
    """Bytes of a stream's largest piece; 0 for pieces as they come."""
    waits_for: tuple[str, ...] = ()
    """Which programs must have come to rest before anything is passed on."""
    lost: frozenset[int] = frozenset()
    """The numbers of the datagrams that get lost, counted from 1."""
    copies: int = 1
    """How often a datagram arrives."""
    swaps: bool = False
    """Whether of two datagrams the second arrives first."""

    def after(self, number: int) -> Manner:
        """The same for what comes after so many datagrams: those that get lost are counted from there."""
        return replace(self, lost=frozenset(each + number for each in self.lost))


PLAIN = Manner()
