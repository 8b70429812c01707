"""`sockgrade doctor`: what this machine can do."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from sockgrade.evidence.text import visible
from sockgrade.grading.machine import examine
from sockgrade.report.programs import symbols_for
from sockgrade.report.terminal import console, put
from sockgrade.verdict import Outcome


def doctor(python: str | None) -> int:
    """Show all findings. Returns 0 when the essentials work, 1 when nothing can be graded."""
    target = console()
    symbols = symbols_for(target)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    findings = list(examine(python))
    for finding in findings:
        mark = (
            Text(symbols[Outcome.PASSED], style="green")
            if finding.good
            else Text(symbols[Outcome.FAILED], style="bold red" if finding.essential else "yellow")
        )
        detail = Text(visible(finding.detail))
        if finding.remedy:
            detail.append(f"\nmend it: {finding.remedy}", style="cyan")
        table.add_row(mark, Text(finding.what, style="bold"), detail)
    lacking = [finding.what for finding in findings if finding.essential and not finding.good]
    if lacking:
        closing = Text(f"\nNothing can be graded here: {', '.join(lacking)} is missing.", style="bold red")
    else:
        closing = Text("\nThis machine can grade.", style="bold green")
    put(target, table, closing)
    return 1 if lacking else 0
