"""Mutants of programs in Python."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from sockgrade.mutants import general, harmless, sockets, text
from sockgrade.mutants.change import Change
from sockgrade.mutants.source import Source


def mistakes(data: bytes) -> Iterator[Change]:
    """Changes that a client can see."""
    source = Source(data)
    for operator in (*sockets.OPERATORS, *text.OPERATORS, *general.OPERATORS):
        yield from operator(source)


def controls(data: bytes) -> Iterator[Change]:
    """Changes that no client can see."""
    source = Source(data)
    for operator in harmless.OPERATORS:
        yield from operator(source)


def essence(data: bytes) -> str | None:
    """What a program is to Python; None if it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data)
            compile(tree, "program", "exec")
    except (SyntaxError, ValueError):
        return None
    return ast.dump(tree)
