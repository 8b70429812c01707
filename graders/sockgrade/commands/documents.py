"""`sockgrade verify --documents`: shows which of the documents' claims of the socket API hold today."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from sockgrade.course import Course
from sockgrade.evidence.text import visible
from sockgrade.evidence.wording import count
from sockgrade.grading.claims import Finding, findings
from sockgrade.report.programs import symbols_for
from sockgrade.report.terminal import console, put
from sockgrade.verdict import Outcome

_OUTCOMES = {True: Outcome.PASSED, False: Outcome.FAILED, None: Outcome.SKIPPED}
_STYLES = {True: "green", False: "red", None: "yellow"}


def verify_documents(course: Course, prefix: str) -> int:
    """Try the claims below a prefix, and show a line for each.

    Returns 1 if one does not hold of which nobody has written down what does, else 0. Raises CourseError.
    """
    target = console()
    symbols = symbols_for(target)
    found = findings(course, course.claims(prefix))
    put(target, *(_shown(finding, symbols) for finding in found), _total(found))
    return 1 if any(finding.is_surprise for finding in found) else 0


def _shown(finding: Finding, symbols: Mapping[Outcome, str]) -> Table:
    """The claim and where it stands; below it what came instead, and what holds today."""
    claim, style = finding.claim, _STYLES[finding.holds]
    table = Table.grid(padding=(0, 1))
    table.add_row(
        Text(symbols[_OUTCOMES[finding.holds]], style=style),
        Text.assemble(claim.sentence, (f"  ({claim.document}, {claim.section})", "dim")),
    )
    if not finding.holds:
        here = "Not tried" if finding.holds is None else "Here"
        table.add_row("", Text(f"{here}: {visible(finding.said.rstrip('.'))}.", style=style))
    if finding.is_surprise:
        table.add_row("", f"Add to the docstring of {claim.id} what holds: Today: …")
    elif finding.holds is False:
        table.add_row("", f"Today: {claim.today}")
    return table


def _total(found: Sequence[Finding]) -> Text:
    hold, wrong, untried = (sum(f.holds is holds for f in found) for holds in (True, False, None))
    parts = [f"{hold} hold", f"{wrong} do not"] + [f"{untried} could not be tried"] * bool(untried)
    python = f"Python {platform.python_version()} on {platform.system()}"
    return Text(f"\n{count(len(found), 'claim')}, with {python}: {', '.join(parts)}.", style="bold")
