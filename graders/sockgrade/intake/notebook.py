"""A notebook (Jupyter) that was handed in: its code cells are the program.

What comes of it is what `jupyter nbconvert --to script` makes: the code cells in their order, each after a line with
its number. Lines for IPython alone, which begin with `%` or `!`, do nothing there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sockgrade.intake.boundary import SubmissionError

#: What the name of a notebook ends in.
SUFFIX = ".ipynb"
#: A line magic, or a command of the shell. Python has such lines inside of long strings and brackets only, where `%`
#: stands before a single letter or a blank, and `!` before `=`.
_MAGIC = re.compile(r"^([^\S\n]*)(%[A-Za-z_]{2,}|![^=\n])", re.MULTILINE)
#: Magics for a whole cell that is Python all the same; other such cells are in another language.
_OF_PYTHON = re.compile(r"\s*%%(?:time|timeit|capture|prun)\b.*\n?")


def code_of(data: bytes, shown: str) -> str:
    """The program in a notebook. Raises SubmissionError if there is none."""
    try:
        # The two errors are a number of thousands of digits, and brackets in brackets without end.
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        raise _refusal(shown, "is no notebook, or a damaged one") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise _refusal(shown, "is no notebook of today's format (nbformat 4)")
    language = _language(notebook)
    if language.lower() not in ("", "python", "python3", "ipython"):
        raise SubmissionError(f"{shown} is a notebook in another language than Python")
    cells = [_source(cell, shown) for cell in notebook["cells"] if _is_code(cell)]
    if not any(cell.strip() for cell in cells):
        raise SubmissionError(f"{shown} is empty: it has no cell with code")
    return (
        "\n\n".join(f"# In[{number}]:\n{code}" for number, code in enumerate(map(_python, cells), 1)) + "\n"
    )


def _refusal(shown: str, why: str) -> SubmissionError:
    return SubmissionError(f"{shown} {why}: save it anew, or export it as a Python script and hand that in")


def _language(notebook: dict[str, Any]) -> str:
    """The language that it says it is in; empty if it does not."""
    place: Any = notebook
    for key in ("metadata", "kernelspec", "language"):
        place = place.get(key) if isinstance(place, dict) else None
    return place if isinstance(place, str) else ""


def _is_code(cell: Any) -> bool:
    return isinstance(cell, dict) and cell.get("cell_type") == "code"


def _source(cell: dict[str, Any], shown: str) -> str:
    """A cell's text, which is one string or a list of lines."""
    source = cell.get("source")
    lines: list[Any] = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) for line in lines):
        raise _refusal(shown, "is a damaged notebook")
    return "".join(lines)


def _python(cell: str) -> str:
    """A cell with what only IPython knows turned into comments, line for line."""
    if match := _OF_PYTHON.match(cell):
        cell = f"# {match[0].strip()}\n{cell[match.end() :]}"
    elif cell.lstrip().startswith("%%"):
        return "\n".join(_commented(cell))
    # An indented one may be all that there is in its block.
    return _MAGIC.sub(lambda match: f"{match[1]}pass  # {match[2]}", cell)


def _commented(cell: str) -> Iterator[str]:
    return (f"# {line}" for line in cell.splitlines())
