"""`sockgrade verify --documents` tells which of the claims that documents make of the socket API hold today."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest
from small_course import FILES, sockgrade, write_files

from sockgrade.course import Course
from sockgrade.grading.claims import findings

_HEAD = "import os, socket\nimport pytest\nfrom sockgrade import source\n"
_TRUE = '''
@source("1 Sockets")
def claim_true() -> None:
    """A new socket blocks."""
    assert socket.socket().getblocking()
'''
_OUTDATED = '''
@source("2 Data")
def claim_outdated(client: socket.socket, server: socket.socket) -> None:
    """recv() gives a string.

    Today: it gives
    bytes.
    """
    client.send(b"x")
    assert isinstance(server.recv(1), str), "it gave bytes"
'''


def documents(tmp_path: Path, claims: str, prefix: str = ".") -> tuple[int, str]:
    course = write_files(tmp_path / "course", {**FILES, "graders/doc/claims.py": _HEAD + claims})
    done = sockgrade("verify", "--documents", prefix, "--course", course, COLUMNS="200")
    return done.returncode, done.stdout + done.stderr


def test_a_claim_is_shown_with_its_document_and_section(tmp_path: Path) -> None:
    code, said = documents(tmp_path, _TRUE)
    assert code == 0, said
    assert "✓ A new socket blocks.  (doc, 1 Sockets)" in said
    assert (
        f"1 claim, with Python {platform.python_version()} on {platform.system()}: 1 hold, 0 do not." in said
    )


def test_what_no_longer_holds_is_told_with_what_does(tmp_path: Path) -> None:
    code, said = documents(tmp_path, _TRUE + _OUTDATED)
    assert code == 0, said
    lines = [line.strip() for line in said.splitlines()]
    start = lines.index("✗ recv() gives a string.  (doc, 2 Data)")
    assert lines[start + 1 : start + 3] == ["Here: it gave bytes.", "Today: it gives bytes."]
    assert "2 claims" in said
    assert "1 hold, 1 do not." in said


@pytest.mark.parametrize(
    ("body", "here"),
    [
        ("assert socket.socket().getblocking() is False", "assert True is False"),
        ("socket.socket().send('text')", "TypeError: a bytes-like object is required, not 'str'"),
        ("with pytest.raises(OSError): pass", "nothing is raised"),
    ],
)
def test_what_does_not_hold_and_nobody_knows_why_is_a_surprise(tmp_path: Path, body: str, here: str) -> None:
    code, said = documents(
        tmp_path, f'@source("1")\ndef claim_new() -> None:\n    """It is so."""\n    {body}\n'
    )
    assert code == 1
    assert f"Here: {here}." in said
    assert "Add to the docstring of doc/new what holds: Today: …" in said


def test_what_cannot_be_tried_says_why(tmp_path: Path) -> None:
    code, said = documents(
        tmp_path, '@source("1")\ndef claim_skipped() -> None:\n    pytest.skip("no such device")\n'
    )
    assert code == 0
    assert "Not tried: no such device." in said
    assert "1 could not be tried" in said


def test_what_this_machine_lacks_is_no_claim_that_does_not_hold(tmp_path: Path) -> None:
    lacking = """
@pytest.fixture
def device():
    return open("/nowhere")

def claim_there(device) -> None:
    pass
"""
    code, said = documents(tmp_path, lacking)
    assert code == 0
    assert "Not tried: FileNotFoundError: [Errno 2] No such file or directory: '/nowhere'." in said


def test_claims_have_no_mutants_and_no_messages() -> None:
    for option in ("--mutants", "--update-messages"):
        done = sockgrade("verify", "--documents", option)
        assert done.returncode == 2
        assert "--documents tries no programs" in done.stderr


@pytest.mark.parametrize(
    ("claims", "prefix", "refusal"),
    [
        (_TRUE, "dco", "there are no claims dco (did you mean doc?)"),
        ("", ".", "has no claims: they stand in graders/DOCUMENT/claims.py"),
        ("def claim_broken(:\n", ".", "claims.py cannot be imported: SyntaxError"),
        (
            "def claim_gone() -> None:\n    os._exit(7)\n",
            ".",
            "the claim gone cannot be tried: exit code 7",
        ),
        (
            "def claim_typo(sever) -> None:\n    pass\n",
            ".",
            "the claim typo cannot be tried: there is no fixture 'sever'",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_line(
    tmp_path: Path, claims: str, prefix: str, refusal: str
) -> None:
    code, said = documents(tmp_path, claims, prefix)
    assert code == 2
    assert refusal in said
    assert len(said.splitlines()) == 1


def test_one_claim_can_be_asked_for(tmp_path: Path) -> None:
    code, said = documents(tmp_path, _TRUE + _OUTDATED, "doc/true")
    assert code == 0
    assert "1 claim," in said


#: What holds on some machines only: before Python 3.13, and where nobody has set where unprivileged ports begin.
_SOMEWHERE = {
    "netzwerkkommunikation/each_protocol_has_its_module",
    "socket_programmeren/ports_without_privilege_begin_at_1024",
}


def test_each_document_has_claims_that_say_where_they_stand() -> None:
    course = Course.default()
    claims = course.claims(".")
    assert {claim.document for claim in claims} == {e.id.partition("/")[0] for e in course.exercises}
    assert len(claims) >= 40
    for claim in claims:
        assert claim.section, claim.id
        assert claim.sentence.endswith("."), claim.id


@pytest.mark.skipif(sys.platform != "linux", reason="what is written down holds on Linux")
def test_what_is_written_down_of_the_documents_is_so() -> None:
    """A claim holds exactly if nobody has written down what holds instead."""
    course = Course.default()
    found = [f for f in findings(course, course.claims(".")) if f.claim.id not in _SOMEWHERE]
    wrong = {f.claim.id: f.said for f in found if f.holds is not None and f.holds is bool(f.claim.today)}
    assert wrong == {}
    assert sum(f.holds is True for f in found) >= 40
