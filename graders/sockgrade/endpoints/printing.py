"""What checks may expect of a program's output: pieces of text, in their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Self

from sockgrade.causes.blame import has_crashed, the_end
from sockgrade.checks import CheckFailed
from sockgrade.endpoints.housekeeping import Housekeeping
from sockgrade.evidence.clues import clue, missed
from sockgrade.evidence.pieces import Piece, occurrences, show
from sockgrade.evidence.wording import count, quote, show_difference
from sockgrade.process.waiting import Halted, settle, wait_for
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

#: What a traceback, or the report of a syntax error, quotes of the program: the program has not printed that.
#: Whatever a program prints, the time it takes to match is linear: no part can match the same text in two ways.
_SOURCE_LINES = re.compile(r'^ *File "[^"\n]*", line \d.*\n(?: {4}.*(?:\n|\Z))+', re.MULTILINE)

#: Bytes of which a report shows all.
_SHORT = 200


class Printing(Housekeeping):
    """What a check may ask of what a program prints: the part of `Program` that reads its output."""

    _is_printed: Callable[[str], bool] | None = None
    """Of what was missed in the output: whether it is in a text."""

    def expect_output(self, *pieces: Piece, times: int = 1, example: str = "") -> Self:
        """The program prints these pieces in this order, with anything between them, on stdout or stderr.

        So many times at least. A piece is a text, or a tuple of texts of which any will do. `example` shows the student
        what several pieces stand for.
        """
        return self._expect_printed(lambda text: occurrences(text, pieces) >= times, pieces, times, example)

    def expect_output_once(self, *pieces: Piece, example: str = "") -> Self:
        """The program prints these pieces in this order, and never again."""
        self.expect_output(*pieces, example=example)
        return self._expect_once(self.printed(*pieces), pieces, example)

    def expect_line(self, *pieces: Piece, example: str = "") -> Self:
        """The program prints a line with these pieces in this order, and prints it once."""

        def number(text: str) -> int:
            return sum(occurrences(line, pieces) for line in text.splitlines())

        self._expect_printed(lambda text: number(text) > 0, pieces, 1, example)
        settle(self._process)
        return self._expect_once(number(self._printed), pieces, example)

    def expect_stdout(self, data: bytes) -> Self:
        """On stdout the program prints exactly these bytes, from its start on, and nothing else."""
        process = self._process
        printed = process.printed
        try:
            # A program that prints without end has soon printed enough.
            wait_for(
                lambda: True if printed.size >= len(data) else None, process, progress=lambda: printed.size
            )
        except Halted as why:
            if has_crashed(process):
                raise self._other_stdout(data, the_end(process)) from None
            if why.kind is not Kind.ENDED and printed.is_exactly(data[: printed.size]):
                message = f"The program has not printed all that it should on stdout: {why.reason}."
                raise self._other_stdout(data, message) from None
        settle(process)
        if not printed.is_exactly(data):
            said = "The program prints something else on stdout than it should."
            raise self._other_stdout(data, the_end(process) if has_crashed(process) else said)
        return self

    def _other_stdout(self, data: bytes, message: str) -> CheckFailed:
        """The verdict on a program whose stdout is not this."""
        printed = self._process.printed
        got = printed.beginning
        wanted = data if printed.size == len(got) else data[: len(got)]
        if len(data) <= _SHORT or not wanted.startswith(got):
            expected, received = show_difference(wanted, got)
            message += clue(wanted, got)
        else:  # how much of a long text has come depends on the machine
            expected, received = (
                count(len(data)),
                "a part of it" if printed.size < len(data) else "other bytes",
            )
        return CheckFailed(Kind.WRONG_OUTPUT, message, expected=expected, received=received)

    def printed(self, *pieces: Piece) -> int:
        """How often the program has printed these pieces, once it has come to rest."""
        settle(self._process)
        return occurrences(self._printed, pieces)

    @property
    def _printed(self) -> str:
        return _SOURCE_LINES.sub("", self._process.output.text)

    def _expect_printed(
        self, is_there: Callable[[str], bool], pieces: Sequence[Piece], times: int, example: str
    ) -> Self:
        name, process = _name(pieces, example), self._process
        try:
            wait_for(lambda: True if is_there(self._printed) else None, process)
        except Halted as why:
            self._is_printed = is_there
            printed = process.output.text.strip()
            # A crash says it all, in the same words wherever the check met it.
            missing = "" if has_crashed(process) else f", and has not printed {name}."
            ended = f"{the_end(process)}{missing}"
            message = (
                ended if why.kind is Kind.ENDED else f"The program has not printed {name}: {why.reason}."
            )
            raise CheckFailed(
                Kind.WRONG_OUTPUT,
                message + missed(pieces, printed),
                expected=name + ("" if times == 1 else f", {times} times"),
                received=quote(printed.encode()) if printed else "no output at all",
            ) from None
        return self

    def _expect_once(self, number: int, pieces: Sequence[Piece], example: str) -> Self:
        if number > 1:
            name = _name(pieces, example)
            raise CheckFailed(
                Kind.WRONG_OUTPUT,
                f"The program prints this {number} times: {name}.",
                expected=f"{name}, once",
                received=quote(self._process.output.text.strip().encode()),
            )
        return self


def _name(pieces: Sequence[Piece], example: str) -> str:
    return f"something like {example}" if example else repr(show(pieces))
