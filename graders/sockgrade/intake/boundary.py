"""The boundary between what is the student's and what is ours, while the grader reads what was handed in."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sockgrade.checks import CheckFailed, GraderFault
from sockgrade.evidence.text import visible
from sockgrade.sandbox import SandboxUnavailable

#: What the system says when this machine lacks something, whatever is asked of it (errno(3)).
_OURS = {errno.ENOSPC, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO, errno.EROFS}
_OURS |= {errno.EDQUOT} if hasattr(errno, "EDQUOT") else set()
#: What reading may meet, whatever stands there. A TypeError, or a name that is none, is a mistake of ours.
_READING = (
    *(OSError, ValueError, LookupError, ArithmeticError, SyntaxError, EOFError),
    *(RecursionError, MemoryError),
)
#: Characters of a reason that is not in our own words.
_QUOTED = 200


class SubmissionError(Exception):
    """A submission that cannot be graded; the message says what to do next."""


@contextmanager
def theirs(refuse: Callable[[str], Exception]) -> Iterator[None]:
    """In here the grader reads what a student wrote: files, names, commands, and what a build has made of them.

    Whatever goes wrong is a fact about that, and is raised as `refuse` words it. Three things are ours, and pass:
    what this machine lacks (GraderFault), a sandbox that fails (SandboxUnavailable), and a verdict (CheckFailed).
    """
    try:
        yield
    except (CheckFailed, GraderFault, SandboxUnavailable):
        raise
    except SubmissionError as error:
        raise (error if refuse is SubmissionError else refuse(str(error))) from None
    except _READING as error:
        if isinstance(error, OSError) and error.errno in _OURS:
            raise GraderFault(f"this machine lacks what is needed: {error.strerror}") from error
        raise refuse(_in_words(error)) from error


def _in_words(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        name = f"{error.filename}: " if isinstance(error.filename, str) else ""
        return visible(f"{name}{error.strerror}"[-_QUOTED:])
    return visible(f"{error}"[:_QUOTED] or type(error).__name__)
