"""The page of a matrix: read at a glance, sorted by whatever is wanted, and safe whatever the names are."""

from __future__ import annotations

from pathlib import Path

from browser import chromium, visit
from results import HOSTILE

from sockgrade.report.html import to_matrix_html
from sockgrade.report.matrix import Cell, Matrix, Player
from sockgrade.verdict import Outcome

FILES = {"server": "server.py", "client": "client.py"}
PASSED = Cell(Outcome.PASSED)


def failed(*roles: str, page: str = "pairs/1.html") -> Cell:
    return Cell(Outcome.FAILED, "It waits in recv().", roles, page, {"server": "pairs/1.server.pcap"})


def matrix(*names: str, **cells: Cell) -> Matrix:
    """All pairs passed, but for `cells`, by the numbers of server and client: _12=…."""
    players = (Player("", "the reference", FILES), *(Player(name, name, FILES) for name in names))
    everybody = range(len(players))
    found = {(s, c): cells.get(f"_{s}{c}", PASSED) for s in everybody for c in everybody}
    return Matrix("doc/word", "Words", 1, "0", players, found)


def test_who_fails_most_comes_first_behind_the_reference() -> None:
    made = matrix("Anna", "Bo", "Cem", _02=failed("client"), _12=failed("client"), _31=failed())
    assert made.servers == [0, 1, 3, 2]
    assert made.clients == [0, 2, 1, 3]
    (fault,) = made.faults
    assert (fault.role, fault.number, fault.pairs) == ("client", 2, ((0, 2), (1, 2)))
    assert made.unblamed == [(3, 1)]


def test_a_sign_says_whose_fault_it_is() -> None:
    cells = [failed("server"), failed("client"), failed("server", "client"), failed(), PASSED]
    assert "".join(cell.sign for cell in [*cells, Cell(Outcome.ERROR), Cell(Outcome.SKIPPED)]) == "←↑↖✗✓!–"


def test_the_matrix_is_sorted_and_the_reference_stays_on_top(tmp_path: Path) -> None:
    made = matrix("Bo", "anna", "Cem", _12=failed("client"), _22=failed("client"), _20=failed("server"))
    file = tmp_path / "index.html"
    file.write_text(to_matrix_html(made), encoding="utf-8")
    with chromium() as browser, visit(browser, file) as visited:
        assert visited.sorted_by("server") == ["the reference", "anna", "Bo", "Cem"]
        assert visited.sorted_by("failed") == ["the reference", "Cem", "Bo", "anna"]
        assert visited.sorted_by("failed") == ["the reference", "anna", "Bo", "Cem"]
        assert visited.page.get_by_role("link", name="not passed, blamed on the client").count() == 2
        visited.open_everything()
        assert visited.complaints == []
        assert visited.violations() == ""


def test_a_matrix_of_thirty_fits_on_a_screen(tmp_path: Path) -> None:
    names = (f"Maximilian Schmidt-Rottluff {number}" for number in range(30))
    file = tmp_path / "index.html"
    file.write_text(to_matrix_html(matrix(*names)), encoding="utf-8")
    with chromium() as browser, visit(browser, file, viewport={"width": 1280, "height": 800}) as visited:
        scrolled = visited.page.locator(".scroll")
        assert scrolled.evaluate("each => each.scrollWidth <= each.clientWidth")
        scrolled.evaluate("each => each.scrollTo(0, 10000)")
        top = (
            visited.page.locator("table.matrix thead th").nth(1).evaluate("e => e.getBoundingClientRect().y")
        )
        assert top >= scrolled.evaluate("each => each.getBoundingClientRect().y")


def test_hostile_names_and_messages_do_nothing(tmp_path: Path) -> None:
    poison = f"</script><script>document.title='run'</script><img src=x onerror=alert(1)>\" {HOSTILE}"
    bad = Cell(Outcome.FAILED, poison, ("server",), "pairs/1.html", {"server": "pairs/1.pcap"})
    file = tmp_path / "index.html"
    file.write_text(to_matrix_html(matrix(poison, "Bo", _11=bad, _12=Cell(Outcome.ERROR, poison))), "utf-8")
    with chromium() as browser, visit(browser, file) as visited:
        visited.open_everything()
        assert visited.page.title() != "run"
        assert visited.page.locator("img").count() == 0
        assert visited.page.locator("script").count() == 1
        assert visited.complaints == []
        assert visited.requests == [file.as_uri()]
