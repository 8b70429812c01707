"""Pages in a real browser: headless Chromium, driven by Playwright. Tests skip where either is missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)


@dataclass
class Visit:
    """A page that is open, and what the browser had to do and to say."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """Everything on the console: there the browser says what a content security policy forbids."""

    def texts(self, selector: str) -> list[str]:
        """The text of every element, as it is in the document."""
        return [
            text or ""
            for text in self.page.locator(selector).evaluate_all("all => all.map(e => e.textContent)")
        ]

    def sorted_by(self, column: str) -> list[str]:
        """Click on a column of the table of a class: what its lines are called, from the top."""
        self.page.get_by_role("button", name=column, exact=True).click()
        lines = self.page.locator("table.class tbody th")
        names: list[str] = lines.evaluate_all("all => all.map(each => each.dataset.value)")
        return names

    def open_everything(self) -> None:
        """Open all that can be opened."""
        self.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")

    def violations(self) -> str:
        """What axe has to say against the page; empty if nothing."""
        axe = pytest.importorskip("axe_playwright_python.sync_playwright")
        results = axe.Axe().run(self.page)
        return str(results.generate_report()) if results.violations_count else ""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, for as many visits as it takes."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: Browser, path: Path, **options: Any) -> Iterator[Visit]:
    """Open a file, in a context of its own; options are Playwright's, such as `color_scheme`."""
    context = browser.new_context(**options)
    try:
        visit = Visit(context.new_page())
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("console", lambda message: visit.complaints.append(message.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.goto(path.as_uri())
        yield visit
    finally:
        context.close()
