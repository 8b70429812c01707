"""A result as a web page: one file, which needs no network, no script and no rights to be read."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from sockgrade.evidence.events import Act
from sockgrade.evidence.text import as_reference, number, points, visible, visible_lines, without_commands
from sockgrade.report.difference import compare
from sockgrade.report.explanation import NEVER_RAN
from sockgrade.report.folding import Cause, causes, fold
from sockgrade.report.html.terms import explained, legend
from sockgrade.report.html.timeline import Lane, Shape, Timeline, timeline
from sockgrade.report.lesson import Lesson
from sockgrade.report.matrix import Matrix
from sockgrade.report.sources import link
from sockgrade.report.summary import (
    NO_FAULT_OF_THE_PROGRAM,
    VERDICTS,
    about,
    earned,
    standing,
    unobserved,
    verdict_of,
    warnings,
)
from sockgrade.verdict import CheckResult, Level, Outcome, ProgramResult, Result

_MARKS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.ERROR: "!", Outcome.SKIPPED: "–"}


def to_html(result: Result) -> str:
    """The whole page, to be encoded as UTF-8, and shown in any log."""
    page = _environment().get_template("page.html.jinja")
    checks = [check for program in result.programs for check in program.checks]
    document = page.render(
        result=result, standing=standing(result), unobserved=unobserved(result), checks=checks
    )
    return without_commands(document, as_reference)


def to_class_html(lesson: Lesson) -> str:
    """The page of a whole class, which links to those of its students."""
    page = _environment().get_template("lesson.html.jinja")
    return without_commands(page.render(lesson=lesson), as_reference)


def to_matrix_html(matrix: Matrix) -> str:
    """The page with every pair of a class, which links to those of the pairs that failed."""
    page = _environment().get_template("matrix.html.jinja")
    return without_commands(page.render(matrix=matrix), as_reference)


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
    style, script = _read("page.css"), _read("sort.js")
    environment.globals = {
        "style": Markup(style),
        "style_hash": _hash(style),
        "script": Markup(script),
        "script_hash": _hash(script),
        "Act": Act,
        "Lane": Lane,
        "Level": Level,
        "Outcome": Outcome,
        "Shape": Shape,
        "compare": compare,
        "marks": _MARKS,
        "verdicts": VERDICTS,
        "never_ran": NEVER_RAN,
        "no_fault": NO_FAULT_OF_THE_PROGRAM,
        "points": points,
    }
    environment.filters |= {
        "about": about,
        "anchor": _anchor,
        "causes": causes,
        "earned": earned,
        "explained": _explained,
        "folded": _folded,
        "identifier": _identifier,
        "legend": legend,
        "lines": _lines,
        "link": link,
        "number": number,
        "prose": _prose,
        "timeline": _timeline,
        "told_of": _told_of,
        "verdict": verdict_of,
        "warnings": warnings,
    }
    return environment


def _hash(content: str) -> str:
    """As a content security policy names what may act."""
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")


def _harmless(value: object) -> object:
    """What every expression of a template passes through: nothing in a text may hide, act or break the page."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return "\n".join(map(visible, value.split("\n")))
    return value


def _prose(text: str) -> Markup:
    """A sentence, with its abbreviations explained, and with what stands between backticks as code."""
    parts = str(_harmless(text)).split("`")
    if len(parts) % 2 == 0:
        parts = ["`".join(parts)]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else explained(part, is_stop=False)
        for number, part in enumerate(parts)
    )


def _explained(text: str) -> Markup:
    """Text of a diagram, with its abbreviations explained."""
    return explained(str(_harmless(text)))


def _lines(text: str, most: int, *, last: bool = False) -> str:
    """Text of several lines, bounded."""
    return "\n".join(visible_lines(text, most=most, width=240, last=last))


def _folded(text: str) -> str:
    """Output in which what is repeated stands once."""
    return "\n".join(fold(text.replace("\r\n", "\n").strip("\n").split("\n")))


def _told_of(told: tuple[Cause, ...], check: CheckResult) -> Cause | None:
    """The cause of a check's failure, if it did not pass."""
    return next((cause for cause in told if check in cause.checks), None)


def _anchor(identifier: str) -> str:
    """An id for a part of the page, the same in every report."""
    return quote(identifier, errors="backslashreplace")


def _identifier(identifier: str) -> Markup:
    """An id as people read it, which may be broken after its slashes."""
    return Markup("/<wbr>").join(str(_harmless(part)) for part in identifier.split("/"))


def _timeline(check: CheckResult, program: ProgramResult) -> Timeline | None:
    """What was seen during a check, if anything was."""
    seen = timeline(check, alone=program.id.endswith("/program"))
    return seen if seen.rows else None
