"""A line that shows how far the grading is, on a terminal only, and gone when it is done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.status import Status
from rich.text import Text

from sockgrade.evidence.text import visible
from sockgrade.report.terminal import console, put

_Thing = TypeVar("_Thing")


class Progress:
    """Counts what is done; may be told so by several threads at once."""

    def __init__(self, total: int, thing: str, status: Status | None) -> None:
        self._total, self._thing, self._status = total, thing, status
        self._done = 0
        self._lock = threading.Lock()

    @property
    def is_visible(self) -> bool:
        """Whether anybody sees it."""
        return self._status is not None

    def advance(self, doing: str = "", *, done: int = 1) -> None:
        """Say that so many are done, and what is being done now."""
        with self._lock:
            self._done += done
            if self._status is not None:
                text = Text(f"{self._done} of {self._total} {self._thing}", no_wrap=True, overflow="ellipsis")
                if doing:
                    text.append(f"  {visible(doing)}", style="dim")
                self._status.update(text)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Clear the line while something else is printed."""
        if self._status is not None:
            self._status.stop()
        yield
        if self._status is not None:
            self._status.start()


@contextmanager
def progress(console: Console, total: int, thing: str) -> Iterator[Progress]:
    """Show progress on a console, if it is a terminal."""
    if not console.is_terminal or console.is_dumb_terminal:
        yield Progress(total, thing, None)
        return
    utf8 = console.encoding.startswith("utf")
    with console.status(f"0 of {total} {thing}", spinner="dots" if utf8 else "line") as status:
        yield Progress(total, thing, status)


def each_told(
    things: Iterator[_Thing], total: int, thing: str, tell: Callable[[_Thing], str]
) -> Iterator[_Thing]:
    """The same, and each is told as it comes: in the progress line, or where there is none in a line of its own."""
    target, began = console(stderr=True), time.monotonic()
    with progress(target, total, thing) as shown:
        for done, one in enumerate(things, start=1):
            rate = done / (time.monotonic() - began)
            left = f"{rate * 60:.0f} a minute, {_duration((total - done) / rate)} to go"
            shown.advance(f"{left}  {visible(tell(one))}")
            if not shown.is_visible:
                put(target, Text(f"{done} of {total}  {visible(tell(one))}"))
            yield one


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
