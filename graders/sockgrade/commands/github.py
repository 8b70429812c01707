"""Tells GitHub Actions of a result, in the job that has graded it or reports it."""

from __future__ import annotations

import os
from typing import IO

from sockgrade.commands.errors import Stop
from sockgrade.verdict import Result

#: The variable with the file that GitHub shows on the page of the job.
_SUMMARY = "GITHUB_STEP_SUMMARY"


def tell_github(result: Result, log: IO[str]) -> None:
    """Write annotations into the log, and add the summary to the job's, if there is one. Raises Stop."""
    from sockgrade.report.github import commands, summary

    log.write(commands(result))
    log.flush()
    path = os.environ.get(_SUMMARY)
    if not path:
        return
    try:
        with open(path, "a", encoding="utf-8") as file:
            file.write(summary(result))
    except OSError as error:
        raise Stop(f"{path} ({_SUMMARY}) cannot be written: {error.strerror}") from None
