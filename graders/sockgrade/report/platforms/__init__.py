"""What course platforms want of a result: a module for each, which is all there is to register.

The module has the platform's name, its docstring says in one line what it is, and its `write` gives the files: by their
names in the folder in which the platform looks for results, or STDOUT for what it reads from the standard output.
VISIBILITIES, if it is there, has the platform's words for when students see a check.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Protocol, cast

from sockgrade.report.scored import Scored

#: In the place of a file's name.
STDOUT = "-"


class Platform(Protocol):
    """A module of this package."""

    __doc__: str

    def write(self, scored: Scored) -> Mapping[str, str]:
        """What the platform wants to be told; where there are no points, that there are none."""


def names() -> list[str]:
    """The platforms that there are."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def platform(name: str) -> Platform:
    """One of them."""
    return cast(Platform, importlib.import_module(f"{__name__}.{name}"))


def visibilities(name: str) -> tuple[str, ...]:
    """What a teacher may say of when students see a check; nothing, where the platform has no such thing."""
    return tuple(getattr(platform(name), "VISIBILITIES", ()))
