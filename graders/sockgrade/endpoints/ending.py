"""How a check may expect a program to end: by itself, with which exit code, and with which words."""

from __future__ import annotations

from typing import Self

from sockgrade.causes.blame import has_crashed, last_words, the_end, unsaid
from sockgrade.causes.tracebacks import TRACEBACK
from sockgrade.checks import CheckFailed
from sockgrade.endpoints.housekeeping import Housekeeping
from sockgrade.evidence.wording import quote
from sockgrade.process.process import describe_exit
from sockgrade.process.waiting import Halted, wait_for
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True


class Ending(Housekeeping):
    """What a check may ask of a program's end: the part of `Program` that waits for it."""

    def expect_exit(self, code: int = 0) -> Self:
        """The program ends by itself, with this exit code."""
        status = self._wait_for_exit()
        if status != code:
            raise CheckFailed(
                Kind.WRONG_EXIT,
                the_end(self._process),
                expected=f"exit code {code}",
                received=describe_exit(status),
            )
        return self

    def expect_failure(self, code: int | None = None) -> Self:
        """The program ends by itself, says why on stderr, in words instead of a traceback, with an exit code not 0.

        With `code`, it is this one.
        """
        status = self._wait_for_exit()
        wanted = "an exit code that is not 0" if code is None else f"exit code {code}"
        expected = f"a message on stderr that says what went wrong, and {wanted}"
        if has_crashed(self._process):
            raise CheckFailed(
                Kind.WRONG_EXIT,
                f"The program crashed{last_words(self._process)}",
                expected=expected,
                received="a traceback" if status >= 0 else describe_exit(status),
            )
        if fault := unsaid(self._process):
            streams = {"stdout": self._process.printed, "stderr": self._process.errors}
            said = [f"{name}: {quote(s.text.strip().encode())}" for name, s in streams.items()]
            raise CheckFailed(
                Kind.WRONG_EXIT,
                fault,
                expected=expected,
                received=f"{describe_exit(status)}; {'; '.join(said)}",
            )
        if code is not None and status != code:
            raise CheckFailed(
                Kind.WRONG_EXIT,
                f"The program says what went wrong, and ends with another exit code than {code}.",
                expected=expected,
                received=describe_exit(status),
            )
        return self

    def expect_usage_error(self) -> Self:
        """The program ends by itself with exit code 2, says on stderr how it is used, and prints nothing else."""
        self.expect_failure(2)
        if printed := self._process.printed.text.strip():
            raise CheckFailed(
                Kind.WRONG_OUTPUT,
                "The program prints something on stdout although it was started wrongly.",
                expected="a message on stderr, and nothing on stdout",
                received=quote(printed.encode()),
            )
        return self

    def expect_stop(self) -> Self:
        """After an interrupt the program ends, in whatever way."""
        self._wait_for_exit()
        return self

    def expect_clean_stop(self, after: str = "Ctrl-C") -> Self:
        """After an interrupt, or what `after` names, the program ends without a traceback; any exit code will do."""
        self._wait_for_exit()
        if TRACEBACK in self._process.errors.text:
            raise CheckFailed(
                Kind.WRONG_EXIT,
                f"{after} ends the program with a traceback.",
                expected="an end without a traceback",
                received=f"a traceback{last_words(self._process)}",
            )
        return self

    def _wait_for_exit(self) -> int:
        process = self._process
        try:
            return wait_for(lambda: process.exit_status, process)
        except Halted as why:
            raise CheckFailed(
                Kind.STILL_RUNNING,
                f"The program does not end: {why.reason}.",
                expected="the end of the program",
                received="a program that still runs",
            ) from None
