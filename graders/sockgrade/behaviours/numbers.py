"""Numbers that travel in network byte order: a count and so many numbers of 32 bits, answered with their sum in 64."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from sockgrade import Connection, Payload
from sockgrade.checks import CheckFailed
from sockgrade.verdict import Kind

#: Bytes of an answer.
ANSWER = 8


@dataclass(frozen=True)
class Sum:
    """Numbers that are to be added up."""

    numbers: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.numbers)

    @property
    def request(self) -> bytes:
        return struct.pack(f"!I{len(self.numbers)}i", len(self.numbers), *self.numbers)

    @property
    def reply(self) -> bytes:
        return struct.pack("!q", self.total)

    def ask(self, connection: Connection) -> None:
        """Send the request, and expect the sum."""
        self.expect(connection.send(self.request))

    def expect(self, connection: Connection) -> None:
        """The answer to this request, and no other; what is wrong is told in numbers."""
        try:
            connection.expect(self.reply)
        except CheckFailed:
            got = connection.got
            if len(got) not in (4, ANSWER):
                raise
            raise CheckFailed(
                Kind.WRONG_DATA,
                self._fault(got),
                expected=f"{self.total}: {self.reply.hex(' ', 4)}",
                received=f"{int.from_bytes(got, 'big', signed=True)}: {got.hex(' ', 4)}",
            ) from None

    def _fault(self, got: bytes) -> str:
        if len(got) == ANSWER and got == struct.pack("<q", self.total):
            return "The sum is right, but its bytes come in reverse order (little-endian)."
        if len(got) < ANSWER:
            return f"The answer has {len(got)} bytes, and not {ANSWER}."
        received = int.from_bytes(got, "big", signed=True)
        if received == sum(number % 2**32 for number in self.numbers):
            return "The answer is the sum of the numbers without their signs: they were read as unsigned."
        if (received - self.total) % 2**32 == 0:
            return "Of the sum only the last 32 bits are right: it was added up, or sent, in 32 bits."
        return "The answer is another number than the sum."


def small(payload: Payload, count: int) -> Sum:
    """Positive numbers whose sum is positive, and fits into 32 bits."""
    return Sum(struct.unpack(f"!{count}H", payload.binary(2 * count)))
