"""`sockgrade api`: what a check may use, as its docstring tells it.

That is what graders are promised: the names of `sockgrade` itself, and `sockgrade.behaviours`.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
import textwrap
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

import click

import sockgrade
from sockgrade import behaviours, toml
from sockgrade.checks import PREFIX, Check, order
from sockgrade.commands.errors import Stop

_WIDTH = 80
_INTRODUCTION = (
    "What a check may use. It is a function check_*, and asks for `server`, `client`, `program` or `pair`, "
    "whichever is graded, and for `payload`. `sockgrade api NAME` shows one thing in full: a class, a method, a mark, "
    "a behaviour."
)


class Entry(NamedTuple):
    """What there is to read under some names."""

    names: tuple[str, ...]
    text: str


def show(name: str) -> None:
    """Print what the reference says of a name, or all of it. Raises Stop for a name that is not in it."""
    if not name:
        classes, marks = _split(sockgrade.__all__)
        parts = [_filled(_INTRODUCTION), *(_class(each, in_full=False) for each in classes)]
        parts += [_mark(each) for each in marks]
        parts += map(_behaviours_of, _modules())
        click.echo("\n\n".join(parts))
        return
    wanted = name.strip().removeprefix("@").removesuffix("()")
    entries = list(_entries())
    found = [entry for entry in entries if wanted in entry.names]
    found = found or [e for e in entries if wanted.lower() in (known.lower() for known in e.names)]
    if not found:
        near = toml.near(wanted, (known for entry in entries for known in entry.names))
        raise Stop(f"no check can use {name!r}{near}: `sockgrade api` shows what there is")
    click.echo("\n\n".join(entry.text for entry in found))


def _split(names: list[str]) -> tuple[list[type], list[Callable[..., object]]]:
    """The classes among what graders may import, and the marks: functions that decorate a check."""
    things = [getattr(sockgrade, name) for name in names]
    return [t for t in things if inspect.isclass(t)], [t for t in things if not inspect.isclass(t)]


def _entries() -> Iterator[Entry]:
    """Everything that somebody may ask for by a name of its own."""
    classes, marks = _split(sockgrade.__all__)
    for each in classes:
        yield Entry((each.__name__,), _class(each, in_full=True))
        for owner, name in members(each):
            full = f"{each.__name__}.{name}"
            yield Entry((full, name) if owner is each else (full,), _member(each, name, f"{each.__name__}."))
    for mark in marks:
        yield Entry((mark.__name__,), _mark(mark))
    for module in _modules():
        yield Entry((module.__name__.rpartition(".")[2], module.__name__), _behaviours_of(module))
        for check in _checks(module):
            yield Entry((check.__name__, check.__name__.removeprefix(PREFIX)), _check(check))


def members(cls: type) -> list[tuple[type, str]]:
    """The public methods and properties of a class, each after the class that describes it, and that graders know."""
    known = {getattr(sockgrade, name) for name in sockgrade.__all__}
    owner, found = cls, dict[str, type]()
    for base in cls.__mro__:
        owner = base if base in known else owner
        if base.__module__.partition(".")[0] == sockgrade.__name__:
            for name, value in vars(base).items():
                is_member = inspect.isfunction(value) or isinstance(value, property)
                if not name.startswith("_") and is_member and value.__doc__:
                    found.setdefault(name, owner)
    return [(owner, name) for name, owner in found.items()]


def _class(cls: type, *, in_full: bool) -> str:
    name = cls.__name__
    lines = [_title(name, f"from sockgrade import {name}"), _paragraphs(cls)]
    if "__new__" in vars(cls):
        lines.append(_signature(name, vars(cls)["__new__"], name))
    listed = members(cls)
    lines += [_member(cls, member) for owner, member in listed if owner is cls]
    for base in cls.__mro__[1:]:
        inherited = [member for owner, member in listed if owner is base]
        if not inherited:
            continue
        if in_full:
            lines += [f"And as every {base.__name__}:", *(_member(cls, member) for member in inherited)]
        else:
            lines.append(_filled(f"And what every {base.__name__} has: {', '.join(inherited)}."))
    return "\n\n".join(lines)


def _member(cls: type, name: str, prefix: str = "") -> str:
    value: Any = inspect.getattr_static(cls, name)
    if isinstance(value, property):
        assert value.fget is not None
        annotation = _named(inspect.signature(value.fget).return_annotation, cls)
        return f"{prefix}{name}: {annotation}\n{_paragraphs(value, 4)}"
    return f"{_signature(prefix + name, value, cls.__name__)}\n{_paragraphs(value, 4)}"


def _mark(mark: Callable[..., object]) -> str:
    name = mark.__name__
    signature = inspect.signature(mark)
    decorates = signature.return_annotation in {p.annotation for p in signature.parameters.values()}
    asked = f"@{name}" if decorates else _signature(f"@{name}", mark, "").partition(" -> ")[0]
    return f"{_title(asked, f'from sockgrade import {name}')}\n\n{_paragraphs(mark)}"


def _modules() -> list[ModuleType]:
    names = [module.name for module in pkgutil.iter_modules(behaviours.__path__)]
    return [import_module(f"{behaviours.__name__}.{name}") for name in names]


def _checks(module: ModuleType) -> list[Callable[..., Any]]:
    """The checks of a module of behaviours, in the order in which they run."""
    functions = [f for name, f in vars(module).items() if name.startswith(PREFIX) and inspect.isfunction(f)]
    return sorted(functions, key=order)


def _behaviours_of(module: ModuleType) -> str:
    title = _title(module.__name__, f"from {module.__name__} import ...")
    checks = []
    for function in _checks(module):
        check = Check.of(function, "")
        checks.append(f"{function.__name__}  ({check.level})\n{_filled(check.sentence, 4)}")
    return "\n\n".join([title, _paragraphs(module), *checks])


def _check(function: Callable[..., Any]) -> str:
    name = function.__name__
    return f"{_title(name, f'from {function.__module__} import {name}')}\n\n{_paragraphs(function)}"


def _title(name: str, how: str) -> str:
    return f"{name}\n{'=' * len(name)}\n{how}"


def _signature(name: str, function: Callable[..., object], cls: str) -> str:
    """How to call a method, as a check does."""
    signature = inspect.signature(function)
    parameters = [
        parameter.replace(annotation=_Plain(_named(parameter.annotation, cls)))
        for parameter in signature.parameters.values()
        if parameter.name not in ("self", "cls")
    ]
    returned = _Plain(_named(signature.return_annotation, cls))
    line = f"{name}{signature.replace(parameters=parameters, return_annotation=returned)}"
    return textwrap.fill(line, _WIDTH, subsequent_indent="        ", break_long_words=False)


class _Plain(str):
    """An annotation that is shown as it was written."""

    def __repr__(self) -> str:
        return str(self)


def _named(annotation: str, cls: str | type) -> str:
    name = cls if isinstance(cls, str) else cls.__name__
    return re.sub(r"\bSelf\b", name, annotation)


def _paragraphs(thing: object, indent: int = 0) -> str:
    """A docstring, its lines as long as a terminal; what is indented in it stays as it is."""
    paragraphs = (inspect.getdoc(thing) or "").split("\n\n")
    shown = [
        textwrap.indent(paragraph, " " * indent) if paragraph.startswith(" ") else _filled(paragraph, indent)
        for paragraph in paragraphs
    ]
    return "\n\n".join(shown)


def _filled(text: str, indent: int = 0) -> str:
    margin = " " * indent
    return textwrap.fill(
        " ".join(text.split()),
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
    )
