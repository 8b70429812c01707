"""Fixtures: the page of a result, open in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import Visit, chromium, visit

from sockgrade.report.html import to_html
from sockgrade.verdict import Result

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Callable[..., AbstractContextManager[Visit]]:
    """Opens the page of a result; options are Playwright's."""

    def open_page(outcome: Result, **options: Any) -> AbstractContextManager[Visit]:
        path = tmp_path / "report.html"
        path.write_bytes(to_html(outcome).encode())
        return visit(browser, path, **options)

    return open_page
