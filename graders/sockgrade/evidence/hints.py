"""Hints in the program's language.

A hint is paragraphs, with an empty line between them. One that begins with a language, `Python: `, `C: ` or `Shell: `,
is for programs in that language; every other is for all programs, and has no words of any language.
"""

from __future__ import annotations

import re

#: What a paragraph may begin with.
LANGUAGES = ("Python", "C", "Shell")

_BETWEEN = re.compile(r"\n\s*\n\s*")
_LABEL = re.compile(rf"({'|'.join(LANGUAGES)}):\s+")


def for_language(hint: str, language: str) -> str:
    """What is told about a program in a language (empty: any other): the paragraphs for all, and its own."""
    told = []
    for paragraph in _BETWEEN.split(hint.strip()):
        label = _LABEL.match(paragraph)
        if label is None:
            told.append(paragraph)
        elif label[1] == language:
            told.append(paragraph[label.end() :])
    return "\n\n".join(told)
