"""A result as a web page: one file, which needs no network, no script and no rights to be read."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from sockgrade.evidence.text import as_reference, number, points, visible, visible_lines, without_commands
from sockgrade.evidence.wording import count
from sockgrade.report.explanation import NEVER_RAN
from sockgrade.report.html.diagram import HEAD, LEFT, RIGHT, WIDTH, Diagram, diagram
from sockgrade.report.html.timeline import Shape, timeline
from sockgrade.report.sources import link
from sockgrade.report.summary import (
    NO_FAULT_OF_THE_PROGRAM,
    VERDICTS,
    about,
    common_failure,
    in_common,
    standing,
    unobserved,
    verdict_of,
    warnings,
)
from sockgrade.verdict import CheckResult, Level, Outcome, ProgramResult, Result

_MARKS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.ERROR: "!", Outcome.SKIPPED: "–"}


def to_html(result: Result) -> str:
    """The whole page, to be encoded as UTF-8, and shown in any log."""
    checks = [check for program in result.programs for check in program.checks]
    page = _environment().get_template("page.html.jinja")
    document = page.render(
        result=result,
        standing=standing(result),
        unobserved=unobserved(result),
        failed=[check for check in checks if check.outcome is Outcome.FAILED],
    )
    return without_commands(document, as_reference)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = _read("page.css")
    environment.globals = {
        "style": Markup(style),
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        "Level": Level,
        "Outcome": Outcome,
        "Shape": Shape,
        "marks": _MARKS,
        "verdicts": VERDICTS,
        "never_ran": NEVER_RAN,
        "no_fault": NO_FAULT_OF_THE_PROGRAM,
        "points": points,
        "width": WIDTH,
        "head": HEAD,
        "left": LEFT,
        "right": RIGHT,
    }
    environment.filters |= {
        "about": about,
        "anchor": _anchor,
        "common_failure": common_failure,
        "count": count,
        "diagram": _diagram,
        "identifier": _identifier,
        "in_common": in_common,
        "lines": _lines,
        "link": link,
        "number": number,
        "prose": _prose,
        "verdict": verdict_of,
        "warnings": warnings,
    }
    return environment


def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")


def _harmless(value: object) -> object:
    """What every expression of a template passes through: nothing in a text may hide, act or break the page."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return "\n".join(map(visible, value.split("\n")))
    return value


def _prose(text: str) -> Markup:
    """A sentence, with what stands between backticks as code."""
    parts = str(_harmless(text)).split("`")
    if len(parts) % 2 == 0:
        return escape("`".join(parts))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else part for number, part in enumerate(parts)
    )


def _lines(text: str, most: int = 60, *, last: bool = False) -> str:
    """Text of several lines, bounded."""
    return "\n".join(visible_lines(text, most=most, width=240, last=last))


def _anchor(identifier: str) -> str:
    """An id for a part of the page, the same in every report."""
    return quote(identifier, errors="backslashreplace")


def _identifier(identifier: str) -> Markup:
    """An id as people read it, which may be broken after its slashes."""
    return Markup("/<wbr>").join(str(_harmless(part)) for part in identifier.split("/"))


def _diagram(check: CheckResult, program: ProgramResult) -> Diagram | None:
    """The sequence diagram of what was seen, if anything was."""
    seen = timeline(check.evidence, alone=program.id.endswith("/program"))
    return diagram(seen) if seen.rows else None
