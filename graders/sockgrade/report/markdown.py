"""Text from students in Markdown (GitHub's, GitLab's): it stays text, and neither links, mentions nor ends anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sockgrade.evidence.text import visible

#: Punctuation that a backslash makes plain (CommonMark 0.31, section 2.4).
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
#: What services link after Markdown has been read: people, and numbers of issues.
_LINKED = re.compile(r"(\\[@#])")
_TICKS = re.compile(r"`+")


def inline(text: str) -> str:
    """Text as it is, within a line."""
    # A comment within the word is not seen, and there is no such name with it.
    return _LINKED.sub(r"\1<!-- -->", _PUNCTUATION.sub(r"\\\g<0>", visible(text)))


def block(lines: Iterable[str]) -> str:
    """Lines as they are, in a fixed width."""
    text = "\n".join(visible(line) for line in lines)
    fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
    return f"{fence}text\n{text}\n{fence}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
