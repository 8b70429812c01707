"""What a check hands to the endpoints is of the types that they ask for: anything else is a fault of the check.

Without this a str in the place of bytes would differ from whatever a program sends, and be charged to the program.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from types import FunctionType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True


class WrongArgument(TypeError):
    """A method was given something that it does not take; the message says what it wants."""


class Strict:
    """A class whose public methods raise WrongArgument for what is not as their signatures say."""

    def __init_subclass__(cls) -> None:
        for name, member in list(vars(cls).items()):
            if isinstance(member, FunctionType) and not name.startswith("_"):
                setattr(cls, name, _strict(member))


def _strict(method: FunctionType) -> Callable[..., Any]:
    signature = inspect.signature(method)

    @functools.cache  # the names in the annotations may be defined further down in the module
    def hints() -> dict[str, Any]:
        return get_type_hints(method)

    @functools.wraps(method)
    def checked(*arguments: Any, **named: Any) -> Any:
        called = f"{type(arguments[0]).__name__}.{method.__name__}()"
        try:
            bound = signature.bind(*arguments, **named)
        except TypeError as error:
            raise WrongArgument(f"{called} is called wrongly: {error}") from None
        for name, value in bound.arguments.items():
            several = signature.parameters[name].kind is inspect.Parameter.VAR_POSITIONAL
            for each in value if several else (value,):
                if name in hints() and not _fits(each, hints()[name]):
                    raise WrongArgument(
                        f"{called} wants {_show(hints()[name])} as {name}, "
                        f"and was given {type(each).__name__}: {each!r:.60}"
                    )
        return method(*arguments, **named)

    return checked


def _fits(value: object, hint: Any) -> bool:
    """Whether a value is of an annotated type. What is in an iterable is looked at by whoever takes it out."""
    kind, parts = get_origin(hint) or hint, get_args(hint)
    if kind in (Union, UnionType):
        return any(_fits(value, part) for part in parts)
    if kind is tuple:
        return isinstance(value, tuple) and all(_fits(each, parts[0]) for each in value)
    # A whole number is as good a number of seconds (PEP 484).
    return isinstance(value, (float, int) if kind is float else kind)


def _show(hint: Any) -> str:
    """A type as it is written in a signature."""
    return inspect.formatannotation(hint).replace("collections.abc.", "")
