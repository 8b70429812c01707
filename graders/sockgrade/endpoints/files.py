"""What a check may expect of the files that a program writes beside itself."""

from __future__ import annotations

from typing import Self

from sockgrade.causes.blame import aside
from sockgrade.checks import CheckFailed, CheckSkipped
from sockgrade.endpoints.housekeeping import Housekeeping
from sockgrade.evidence.clues import clue
from sockgrade.evidence.wording import count, hexdump, show_difference
from sockgrade.kernel.trees import HAS_DESCRIPTORS, Entry
from sockgrade.process.waiting import settle
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True


class Files(Housekeeping):
    """What a check may ask of a program's files: the part of `Program` that reads them back."""

    def file(self, name: str) -> bytes:
        """What the program has written to a file beside itself, once it has come to rest."""
        settle(self._process)
        data = self._process.file(name)
        if data is None:
            raise CheckFailed(
                Kind.NO_FILE,
                f"The program has not written the file {name}{aside(self._process)}",
                expected=f"a file {name} in the folder where the program was started",
                received="no such file",
            )
        return data

    def tree(self, name: str) -> dict[str, Entry]:
        """All that is in a folder beside the program, by its path in it, once the program has come to rest."""
        if not HAS_DESCRIPTORS:
            raise CheckSkipped("links and permissions are what they should be on Unix only")
        settle(self._process)
        found = self._process.tree(name)
        if found is None:
            raise CheckFailed(
                Kind.NO_FILE,
                f"There is no folder {name}{aside(self._process)}",
                expected=f"a folder {name} where the program was started",
                received="no such folder",
            )
        return found

    def expect_file(self, name: str, data: bytes) -> Self:
        """The program has written exactly this to a file beside itself."""
        got = self.file(name)
        if got != data:
            expected, received = show_difference(data, got)
            raise CheckFailed(
                Kind.WRONG_FILE,
                f"In the file {name} stand other bytes than expected.{clue(data, got)}",
                expected=expected,
                received=received,
                hexdump=hexdump(data, got),
            )
        return self

    def expect_no_file(self, name: str) -> Self:
        """The program has come to rest, and there is no file of this name beside it, and no folder."""
        settle(self._process)
        if (data := self._process.file(name)) is not None:
            raise CheckFailed(
                Kind.WRONG_FILE,
                f"The program leaves a file {name} behind.",
                expected=f"no file {name}",
                received=f"a file of {count(len(data))}",
            )
        if self._process.tree(name, 0) is not None:
            raise CheckFailed(
                Kind.WRONG_FILE,
                f"The program leaves a folder {name} behind.",
                expected=f"nothing of the name {name}",
                received="a folder",
            )
        return self
