"""`sockgrade interop`: who understands whom in a class, and whose fault it is if they do not."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from small_course import NO_STATE, one_line, write_files

import sockgrade
from sockgrade.classroom.blame import Standing, blamed, blames
from sockgrade.classroom.interop import Entrant, Tournament, drawn, reference, what_is_asked
from sockgrade.course import Course
from sockgrade.grading.grade import Grader, Options
from sockgrade.intake.submission import Source
from sockgrade.report.matrix import Player
from sockgrade.verdict import Outcome

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pairs need private networks")
ROOT = Path(__file__).parents[3]
REFERENCE, WRONG = ROOT / "reference/fsst/echo", ROOT / "tests/graders/fsst/echo"
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": str(Path(sockgrade.__file__).parents[1]),
    **NO_STATE,
}
#: How a file of packets begins that has nanoseconds, written on a little-endian machine (pcap-savefile(5)).
NANOSECOND_PCAP = b"\x4d\x3c\xb2\xa1"
#: Who has handed in what. Of Anna all is right; Bo's server sends a line end more, Cem's waits for one, and his client
#: sends one; nothing of Dora's works; Eve has no client.
CLASS = {
    "anna/server.py": REFERENCE / "server.py",
    "anna/client.py": REFERENCE / "client.py",
    "bo/server.py": WRONG / "server/wrong/adds_a_newline.py",
    "bo/client.py": REFERENCE / "client.py",
    "cem/server.py": WRONG / "pair/wrong/speaks_in_lines/server.py",
    "cem/client.py": WRONG / "client/wrong/sends_the_line_end_too.py",
    "dora/server.py": WRONG / "server/wrong/missing_import.py",
    "dora/client.py": WRONG / "client/wrong/sends_a_str.py",
    "eve/server.py": REFERENCE / "server.py",
}


def interop(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sockgrade", "interop", *arguments]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=100)


# whose fault it is

ALONE, SOUND = Standing(False), Standing(False, failed=1, tried=9)
WITH_REFERENCE, WITH_MOST = Standing(True, failed=1, tried=9), Standing(False, failed=6, tried=9)


@pytest.mark.parametrize(
    ("server", "client", "expected"),
    [
        (WITH_REFERENCE, SOUND, ("server",)),
        (SOUND, WITH_REFERENCE, ("client",)),
        (WITH_REFERENCE, WITH_REFERENCE, ("server", "client")),
        (WITH_REFERENCE, WITH_MOST, ("server",)),
        (WITH_REFERENCE, Standing(None), ("server",)),
        (SOUND, SOUND, ()),
        (WITH_MOST, SOUND, ("server",)),
        (SOUND, WITH_MOST, ("client",)),
        (WITH_MOST, WITH_MOST, ()),
        (WITH_MOST, Standing(None, failed=1, tried=9), ("server",)),
        (WITH_MOST, ALONE, ()),
        (WITH_MOST, Standing(False, failed=1, tried=2), ()),
        (Standing(False, failed=5, tried=9), SOUND, ()),
        (Standing(False, failed=1, tried=1), SOUND, ()),
        (Standing(False, failed=2, tried=2), SOUND, ("server",)),
        (Standing(None), Standing(None), ()),
    ],
)
def test_a_pair_is_blamed_on_whoever_fails_elsewhere_too(
    server: Standing, client: Standing, expected: tuple[str, ...]
) -> None:
    assert blamed(server, client) == expected


def outcomes(*rows: str) -> dict[tuple[int, int], Outcome]:
    """A line a server: `.` passed, `x` failed, `!` an error, and a blank where nobody tried; the reference first."""
    known = {".": Outcome.PASSED, "x": Outcome.FAILED, "!": Outcome.ERROR}
    return {
        (server, client): known[sign]
        for server, row in enumerate(rows)
        for client, sign in enumerate(row)
        if sign in known
    }


def test_partners_that_fail_with_the_reference_say_nothing_of_others() -> None:
    found = blames(outcomes(".x.x.", "..x..", ".x.x.", ".x.x.", ".x.x!"))
    assert found[2, 1] == ("client",)
    assert found[1, 2] == ()  # server 1 was tried with two sound ones, 2 and 4, and fails with 2 alone
    assert (4, 4) not in found


def test_with_most_is_told_from_the_class_itself() -> None:
    """Server 3 does well with the reference, and with nobody else."""
    found = blames(outcomes(".....", ".....", ".....", ".xxxx", "....."))
    assert set(found.values()) == {("server",)}


# who is tried with whom


@pytest.mark.parametrize(("servers", "clients"), [(30, 30), (30, 7), (7, 30), (5, 2), (1, 1), (3, 0)])
@pytest.mark.parametrize("sample", [1, 3, 6, 100])
def test_a_sample_tries_everybody_equally_often(servers: int, clients: int, sample: int) -> None:
    pairs = drawn(range(servers), range(100, 100 + clients), sample, 1)
    assert len(set(pairs)) == len(pairs)
    assert drawn(range(servers), range(100, 100 + clients), sample, 1) == pairs
    for side, own, others in ((0, servers, clients), (1, clients, servers)):
        tried = Counter(pair[side] for pair in pairs)
        assert len(tried) == (own if others else 0)
        if tried:
            assert max(tried.values()) - min(tried.values()) <= 1
            assert min(tried.values()) >= min(sample, others)


def test_another_seed_is_another_sample() -> None:
    assert drawn(range(9), range(9), 3, 1) != drawn(range(9), range(9), 3, 2)


def test_without_a_sample_all_are_tried() -> None:
    assert len(drawn(range(5), range(4), None, 1)) == 20


# a class


@dataclass
class Tried:
    """What the command made of the class."""

    process: subprocess.CompletedProcess[str]
    out: Path
    document: dict[str, Any]

    def cell(self, server: str | None, client: str | None) -> dict[str, Any]:
        pairs = {(cell["server"], cell["client"]): cell for cell in self.document["cells"]}
        found: dict[str, Any] = pairs[server, client]
        return found


def class_in(folder: Path, *names: str) -> Path:
    for name, source in CLASS.items():
        if name.startswith(names):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    place = tmp_path_factory.mktemp("interop")
    handed_in = write_files(class_in(place / "class", ""), {"frank/essay.txt": "Dear teacher,\n"})
    process = interop("fsst/echo", handed_in, "--out", place / "out", "--json", place / "pairs.json")
    return Tried(process, place / "out", json.loads((place / "pairs.json").read_text()))


def test_every_client_is_tried_with_every_server(tried: Tried) -> None:
    assert tried.process.returncode == 0, tried.process
    assert tried.document["schema"] == "sockgrade/interop/v1"
    assert len(tried.document["cells"]) == 6 * 5
    students = {student["student"]: student for student in tried.document["students"]}
    assert students["eve"]["client"] is None
    assert students["eve"]["problem"] == "there is no client"
    assert "essay.txt is no program" in students["frank"]["problem"]
    assert tried.cell(None, None)["outcome"] == "passed"
    signs = {
        (cell["server"], cell["client"]): "x" if cell["outcome"] == "failed" else "."
        for cell in tried.document["cells"]
    }
    everybody = (None, "anna", "bo", "cem", "dora")
    rows = {server: "".join(signs[server, client] for client in everybody) for server in (*everybody, "eve")}
    assert rows == {
        None: "....x",
        "anna": "....x",
        "bo": "xxxxx",
        "cem": "xxx.x",
        "dora": "xxxxx",
        "eve": "....x",
    }


@pytest.mark.parametrize(
    ("server", "client", "expected", "message"),
    [
        ("anna", "anna", [], ""),
        ("bo", "anna", ["server"], "The client has not printed"),
        ("cem", "bo", ["server"], "The server does not send anything to the client"),
        ("cem", "cem", [], ""),
        ("anna", "dora", ["client"], "Sockets send and receive bytes, not text."),
        ("dora", None, ["server"], "The server ended before a client could reach it"),
        ("dora", "dora", ["server", "client"], "The server ended before a client could reach it"),
    ],
)
def test_whoever_fails_with_the_reference_is_to_blame(
    tried: Tried, server: str, client: str | None, expected: list[str], message: str
) -> None:
    cell = tried.cell(server, client)
    assert cell["blamed"] == expected
    assert cell["message"].startswith(message)
    assert "With the reference" not in cell["message"]


def test_the_matrix_is_shown(tried: Tried) -> None:
    shown = tried.process.stdout
    assert "4 dora           ← ↖ ← ← ←" in shown
    assert "1 anna           ✓ ↑ ✓ ✓ ✓" in shown
    assert "  dora, client: 6 pairs. Sockets send and receive bytes, not text." in shown
    assert "  eve: there is no client" in shown
    said = " ".join(shown.split())
    assert "6 students, recognised as one entry a student; 30 pairs tried, 17 failed." in said
    assert f"--seed {tried.document['seed']}" in said
    assert "29 of 29  " in tried.process.stderr


def test_a_failed_pair_has_its_conversation_and_its_packets(tried: Tried) -> None:
    index, cell = (tried.out / "index.html").read_text(), tried.cell("bo", "anna")
    assert f'href="{cell["page"]}"' in index
    assert f'href="{cell["packets"]["client"]}"' in index
    page = (tried.out / cell["page"]).read_text()
    assert "the server of bo and the client of anna" in page
    assert "Received from client" in page
    for role in ("server", "client"):
        assert (tried.out / cell["packets"][role]).read_bytes()[:4] == NANOSECOND_PCAP
    assert tried.cell("anna", "anna")["page"] == ""
    assert len(list((tried.out / "pairs").glob("*.html"))) == 17


def test_a_sample_tries_the_reference_and_some(tmp_path: Path) -> None:
    handed_in = class_in(tmp_path / "class", "anna", "bo", "eve")
    process = interop("fsst/echo", handed_in, "--sample", "1", "--seed", "1", "--json", "-")
    assert process.returncode == 0, process
    document = json.loads(process.stdout)
    assert document["seed"] == 1
    assert len(document["cells"]) == 1 + 3 + 2 + 3
    assert " · " in process.stderr


def test_ctrl_c_ends_it_with_one_line(tmp_path: Path) -> None:
    handed_in, out, sheet = class_in(tmp_path / "class", "anna", "dora"), tmp_path / "out", tmp_path / "j"
    command = [sys.executable, "-m", "sockgrade", "interop", "fsst/echo", str(handed_in), "--jobs", "1"]
    process = subprocess.Popen(
        [*command, "--out", str(out), "--json", str(sheet)],
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert process.stderr.readline().startswith("1 of 8 ")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said.splitlines()[-1] == "sockgrade: interrupted, nothing was written"
    assert "Traceback" not in said
    assert list(out.iterdir()) == []
    assert not sheet.exists()


# a course of its own: what is wrong is the grader

EXERCISE = """
title = "Say the word"
document = "A document"
section = "1.2 Words"

[server]
port = 7007

[client]
port = 7007

[pair]
"""
CHECKS = """
from sockgrade import Pair, robust


def check_say_the_word(pair: Pair) -> None:
    '''The client shows what the server says.'''
    pair.client.expect_exit(0)
    if "stumble" in pair.client.output:
        raise RuntimeError("stumbled")
    pair.client.expect_output("hello")
"""
SERVER = """
import socket

with socket.create_server(("", 7007)) as listener:
    connection, _ = listener.accept()
    with connection:
        connection.sendall(b"{word}")
"""
CLIENT = """
import socket

with socket.create_connection(("127.0.0.1", 7007)) as connection:
    print(connection.recv(100).decode())
"""
COURSE = {
    "exercises/doc/word/exercise.toml": EXERCISE,
    "graders/doc/word/pair.py": CHECKS,
    "reference/doc/word/server.py": SERVER.format(word="hello"),
    "reference/doc/word/client.py": CLIENT,
}


def test_a_fault_of_the_graders_is_blamed_on_nobody(tmp_path: Path) -> None:
    course = write_files(tmp_path / "course", COURSE)
    files = {"anna/server.py": SERVER.format(word="stumble"), "anna/client.py": CLIENT}
    sheet = tmp_path / "pairs.json"
    process = interop("doc/word", write_files(tmp_path / "class", files), "--course", course, "--json", sheet)
    assert process.returncode == 3, process
    assert "2 pairs could not be judged: a fault of sockgrade" in " ".join(process.stdout.split())
    cells = json.loads(sheet.read_text())["cells"]
    assert Counter(cell["outcome"] for cell in cells) == {"passed": 2, "error": 2}
    assert all(cell["blamed"] == [] for cell in cells)


def test_a_pair_that_cannot_be_tried_costs_no_other(tmp_path: Path) -> None:
    course = Course.default()
    selection = what_is_asked(course, course.exercise("fsst/echo"))
    gone = {role: Source(tmp_path / f"gone/{role}.py", None) for role in ("server", "client")}
    entrants = [reference(course, selection.program), Entrant(Player("1", "Anna"), gone)]
    with closing(Tournament(Grader(course, Options()), selection, entrants, tmp_path)) as tournament:
        played = {one.pair: one for one in tournament.play([(0, 0), (0, 1), (1, 0)])}
    assert played[0, 0].outcome is Outcome.PASSED
    assert played[0, 1].outcome is Outcome.ERROR
    assert "client.py" in played[0, 1].message


def test_references_that_do_not_get_along_judge_nobody(tmp_path: Path) -> None:
    course = write_files(
        tmp_path / "course", {**COURSE, "reference/doc/word/server.py": SERVER.format(word="bye")}
    )
    handed_in = write_files(tmp_path / "class", {"anna/client.py": CLIENT, "anna/server.py": SERVER})
    process = interop("doc/word", handed_in, "--course", course, "--json", tmp_path / "pairs.json")
    assert process.returncode == 3, process
    assert process.stderr.startswith("sockgrade: the references do not get along here")
    assert process.stderr.count("\n") == 1
    assert not (tmp_path / "pairs.json").exists()


def test_what_cannot_be_done_is_told_in_one_line(tmp_path: Path) -> None:
    handed_in = class_in(tmp_path / "class", "anna")
    one_line(interop("network_programming/time", handed_in), "not graded together", "fsst/echo")
    one_line(interop("fsst/none", handed_in), "fsst/none")
    one_line(interop("fsst/echo", tmp_path / "none"), "is not there")
    one_line(interop("fsst/echo", handed_in, "--network", "shared"), "leave --network shared out")
    one_line(
        interop("fsst/echo", write_files(tmp_path / "empty", {"bo/essay.txt": ""})), "nobody has handed in"
    )
