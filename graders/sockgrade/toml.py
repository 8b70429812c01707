"""TOML that people write by hand: read strictly, so that a slip is told and not passed over.

Whoever reads a file says for each of its keys what the value may be, with a `Rule`; everything else is refused, in
one line that names the file and the key.
"""

from __future__ import annotations

import contextlib
import difflib
import ipaddress
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from sockgrade.evidence.text import visible

Rule: TypeAlias = Callable[[Any], Any]
"""Gives what a value means. Raises ValueError with what is wrong with it, as it goes on after the key's name."""

#: Characters of a key or value that are quoted.
_QUOTED = 40
#: Characters of what tomllib says, which quotes what it stumbles over.
_REASON = 200

#: Labels of letters, digits and hyphens (RFC 1123, 2.1), the last of them no number: that would be an address.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)*(?!\d+\Z){_LABEL}")
#: What a file is called that lies beside a program.
_FILE_NAME = re.compile(r"(?!\.)[^/\0]{1,200}")


class TomlError(Exception):
    """A file that is not as it should be; the message is one line that names the file and says what to do."""


def parse(path: Path, data: bytes) -> dict[str, Any]:
    """The contents of a file, whatever they are. Raises TomlError if it is not TOML."""
    file = visible(str(path))
    try:
        return tomllib.loads(data.decode("utf-8-sig"))  # Notepad writes a byte order mark
    except UnicodeDecodeError:
        raise TomlError(f"{file} is not UTF-8 text: save it as UTF-8") from None
    except ValueError as error:
        raise TomlError(f"{file} is not TOML: {visible(str(error)[:_REASON])}") from None
    except RecursionError:
        raise TomlError(f"{file} is not TOML: it is nested too deeply") from None


def read(path: Path, name: str, table: Mapping[str, Any], rules: Mapping[str, Rule]) -> dict[str, Any]:
    """What the keys of a table mean, those that it has; `name` is the table's, empty for the file's own keys.

    Raises TomlError.
    """
    file = visible(str(path))
    for key, value in table.items():
        if key not in rules:
            what = f"table [{quoted(key)}]" if isinstance(value, Mapping) else f"key {quoted(key)}"
            subject = f"[{visible(name)}]" if name else "it"
            raise TomlError(
                f"{file}: {subject} has the unknown {what}: there {_are(rules)}{near(key, rules)}"
            )
    place = f"{file}: [{visible(name)}] " if name else f"{file}: "
    values = {}
    for key in table:
        try:
            values[key] = rules[key](table[key])
        except ValueError as error:
            raise TomlError(f"{place}{visible(key)} {error}") from None
    return values


def near(name: str, known: Iterable[str]) -> str:
    """What somebody who wrote an unknown name may have meant: ` (did you mean run?)`; empty if nothing is near."""
    nearest = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {nearest[0]}?)" if nearest else ""


def quoted(text: str) -> str:
    """A name that somebody wrote, short and visible."""
    return visible(text[:_QUOTED])


def table(value: Any) -> Mapping[str, Any]:
    """A table, to be read by itself."""
    if not isinstance(value, Mapping):
        raise _not("must be a table", value)
    return value


def text(value: Any) -> str:
    """A text of any number of lines; it may be empty."""
    if not isinstance(value, str):
        raise _not("must be a text", value)
    return value


def line(value: Any) -> str:
    """A text of one line, that is not empty."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise _not("must be a text of one line", value)
    return value


def lines(value: Any) -> tuple[str, ...]:
    """A list of texts, each of one line; any of them may be empty."""
    if not isinstance(value, list) or not all(isinstance(v, str) and v.isprintable() for v in value):
        raise _not('must be a list of lines, such as ["Hallo", "end"]', value)
    return tuple(value)


def flag(value: Any) -> bool:
    """`true` or `false`."""
    if not isinstance(value, bool):
        raise _not("must be true or false", value)
    return value


def whole(low: int, high: int) -> Callable[[Any], int]:
    """A whole number within bounds."""

    def rule(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise _not(f"must be a whole number from {low} to {high}", value)
        return value

    return rule


def number(low: float, high: float) -> Callable[[Any], float]:
    """A number within bounds."""

    def rule(value: Any) -> float:
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not low <= value <= high:
            raise _not(f"must be a number from {low:g} to {high:g}", value)
        return float(value)

    return rule


def moment(value: Any) -> datetime:
    """A date with a time; without a zone it is that of this machine."""
    if not isinstance(value, datetime):
        raise _not("must be a date and a time, such as 2026-11-30T23:59:00", value)
    return value.astimezone()


def one_of(*words: str) -> Callable[[Any], str]:
    """One of some words."""

    def rule(value: Any) -> str:
        if value not in words:
            raise _not(f"must be {' or '.join(map(json.dumps, words))}", value)
        return str(value)

    return rule


def some_of(*words: str) -> Callable[[Any], tuple[str, ...]]:
    """A list of some words."""

    def rule(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(word in words for word in value):
            raise _not(f"must be a list of {' and '.join(map(json.dumps, words))}", value)
        return tuple(value)

    return rule


def address(value: Any) -> str:
    """Where a program listens or connects, without its port."""
    if value in ("", "gethostname()"):
        return str(value)
    if isinstance(value, str):
        if _HOST_NAME.fullmatch(value):
            return value
        with contextlib.suppress(ValueError):
            return str(ipaddress.ip_address(value))
    raise ValueError('must be an IP address, a host name, "gethostname()", or "" for all addresses')


def words(*placeholders: str) -> Callable[[Any], tuple[str, ...]]:
    """A list of words, in which what stands in braces is one of these placeholders."""

    def rule(value: Any) -> tuple[str, ...]:
        found = lines(value)
        for name in re.findall(r"\{(\w*)\}", " ".join(found)):
            if name not in placeholders:
                known = " and ".join(f"{{{placeholder}}}" for placeholder in placeholders)
                raise ValueError(
                    f"has {{{name}}}, which stands for nothing: there {_are(placeholders)}, as {known}"
                )
        return found

    return rule


def files(value: Any) -> dict[str, bytes]:
    """A table of text files: what is in each, by its name."""
    for name, content in table(value).items():
        if not _FILE_NAME.fullmatch(name):
            raise ValueError(
                f"has the name {quoted(name)}: a file lies beside the program, so no / and no leading ."
            )
        if not isinstance(content, str):
            raise _not(f"must have a text for {name}", content)
    return {name: content.encode() for name, content in value.items()}


def _are(names: Iterable[str]) -> str:
    *others, last = names
    return f"are {', '.join(others)} and {last}" if others else f"is {last}"


def _not(wanted: str, value: Any) -> ValueError:
    """As TOML writes it: JSON writes most things the same."""
    written = json.dumps(value, ensure_ascii=False, default=str)
    return ValueError(f"{wanted}, not {visible(written[:_QUOTED])}{'…' if len(written) > _QUOTED else ''}")
