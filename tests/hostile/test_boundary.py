"""Attack 77, as far as files go: whatever is handed in, it is built, or failed, or refused in one line.

Never an error: that would cost no points. Through the real code, up to the moment when the program would be launched.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_course import sockgrade

from hostile.arena import Arena, said
from sockgrade.checks import CheckFailed
from sockgrade.course import Course
from sockgrade.intake.boundary import SubmissionError
from sockgrade.intake.build import build
from sockgrade.intake.submission import find, opened, take
from sockgrade.kernel.trees import scratch
from sockgrade.network.network import SharedNetwork
from sockgrade.sandbox.choose import Chosen, choose

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap")

_fuzz = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
_PROGRAMS = [program for program in Course.default().programs if program.id == "fsst/echo/server"]

#: Words that no command should have, and some that make one of the others.
_WORDS = st.one_of(
    st.sampled_from(
        [
            *(
                ".",
                "..",
                "/",
                "./",
                "//",
                "/etc",
                "/proc/self/mem",
                "/dev/zero",
                "./server.py",
                "server.py",
                "-",
            ),
            *("--", "-c", "~", "*", "$PATH", "a\nb", "\x01", "\u202e", "\ufeff", "\U0001f40d", "x" * 256),
            *(
                "x" * 5000,
                "x/" * 2000,
                "./" + "x" * 5000,
                "./script",
                "./folder",
                "folder",
                "./a/../../b",
                "'",
                '"',
            ),
            *("python3", "python", "sh", "true", "false", "env", "make", "cc", "server.c", "nosuch"),
        ]
    ),
    st.text(max_size=10),
)
_COMMANDS = st.lists(_WORDS, min_size=1, max_size=4) | _WORDS | st.lists(_WORDS).map(" ".join) | st.integers()
_TABLES = st.fixed_dictionaries({"run": _COMMANDS}, optional={"build": _COMMANDS}) | st.dictionaries(
    st.sampled_from(["run", "build", "runs", ""]), _COMMANDS, max_size=3
)


def _toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(str(key))} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(_toml(inner) for inner in value)}]"
    if isinstance(value, str):
        characters = (rf"\U{ord(c):08x}" if not c.isalnum() or not c.isascii() else c for c in value)
        return f'"{"".join(characters)}"'
    return str(value)


_RECIPES = _TABLES.map(lambda table: f"server = {_toml(table)}\n".encode(errors="replace"))
_CONTENTS = st.one_of(
    st.binary(max_size=50),
    st.sampled_from(
        [
            *(b"", b"\n", b"#\n", b"#!", b"#!/no/such\n", b"#!\0\n", b"#!/bin/sh\necho", b"#!/bin/sh\r\n"),
            *(
                b"\xff\xfe",
                b"\xef\xbb\xbf",
                b"# coding: nosuch\n",
                b"# coding: \xff\n",
                b"int main(void){return 0;}",
            ),
            *(b"#!" + b"x" * 300, b"\0" * 100, b"all:\n\tfalse\n", b"\x7fELF"),
            *(
                b'{"cells": [{"cell_type": "code", "source": "x"}]}',
                b'{"cells": [' + b"[" * 9000,
                b"9" * 5000,
            ),
            *(b'{"cells": [{"cell_type": "code", "source": [1]}]}', b'{"cells": [1, {}, null]}'),
            b'{"cells": [{"cell_type": "code", "source": ["\\ud800"]}], "metadata": {"kernelspec": 1}}',
        ]
    ),
)
_NAMES = st.one_of(
    st.sampled_from(
        [
            *(
                "server.py",
                "SERVER.PY",
                "server.c",
                "server.ipynb",
                "server.py.txt",
                "server.cpp",
                "Makefile",
            ),
            *(
                "script",
                "folder/x",
                "server/main.py",
                "src/server.py",
                "src/sockgrade.toml",
                "a.zip",
                "main.py",
            ),
            *("server" + "x" * 246 + ".py", "-server.py", "server\n.c", "../work/server\x1b.py"),
        ]
    ),
    st.binary(min_size=1, max_size=20).map(
        lambda name: os.fsdecode(name.replace(b"/", b"").replace(b"\0", b"") or b"x")
    ),
)


@pytest.fixture(scope="module")
def chosen() -> Chosen:
    return choose("bubblewrap", None, [])


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


def _outcome(path: Path, snapshots: Path, chosen: Chosen) -> str:
    """What becomes of a submission; every other exception than these goes on."""
    outcome, words = "built", "-"
    try:
        with opened(path) as place:
            source = find(place, _PROGRAMS)["fsst/echo/server"]
            assert source is not None
            snapshot = take(source, snapshots / "submission")
        build(_PROGRAMS[0], snapshot.folder, snapshot.main, chosen, SharedNetwork())
    except SubmissionError as error:
        outcome, words = "refused", str(error)
    except CheckFailed as failed:
        outcome, words = f"failed {failed.failure.kind}", failed.failure.message
    assert words
    assert words.isprintable()
    return f"{outcome}: {words}"


def _hand_in(folder: Path, files: Mapping[str, bytes]) -> Path:
    work = Path(tempfile.mkdtemp(dir=folder)) / "work"
    work.mkdir()
    for name, content in files.items():
        path = work / name
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            path.chmod(0o755)
        except OSError:  # the name of a folder, say
            continue
    return work


@_fuzz
@given(st.one_of(_RECIPES, _CONTENTS), st.dictionaries(_NAMES, _CONTENTS, max_size=3))
def test_77_any_files_with_any_recipe(
    chosen: Chosen, folder: Path, recipe: bytes, files: Mapping[str, bytes]
) -> None:
    with scratch() as snapshots:
        _outcome(_hand_in(folder, {"sockgrade.toml": recipe, **files}), snapshots, chosen)


@_fuzz
@given(st.dictionaries(_NAMES, _CONTENTS, min_size=1, max_size=4))
def test_77_any_files(chosen: Chosen, folder: Path, files: Mapping[str, bytes]) -> None:
    with scratch() as snapshots:
        _outcome(_hand_in(folder, files), snapshots, chosen)


@_fuzz
@given(
    st.sampled_from(["work.zip", "work.tar", "work.tar.gz", "work.tgz"]),
    st.sampled_from([b"PK\3\4", b"PK\5\6", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b""]),
    st.binary(max_size=600),
)
@example("work.zip", b"", b"")
def test_77_any_archive(chosen: Chosen, folder: Path, name: str, beginning: bytes, rest: bytes) -> None:
    with scratch() as snapshots:
        work = _hand_in(folder, {name: beginning + rest})
        assert _outcome(work / name, snapshots, chosen).startswith("refused")


@pytest.mark.parametrize(
    ("run", "why"),
    [
        ('["nosuchcommand"]', "nosuchcommand is not installed here, or misspelt"),
        ('"/etc"', "/etc is not installed here"),
        ('"/proc/self/mem"', "is not installed here"),
        (f'"{"x" * 5000}"', "File name too long"),
        (f'"./{"x" * 5000}"', "File name too long"),
        ('"./folder"', "there is no file ./folder"),
        ('"./orphan"', "./orphan wants to be run by /no/such/interpreter, which is not installed here"),
        ('"./nul"', "which is not installed here"),
    ],
)
def test_77_a_command_that_cannot_be_run(chosen: Chosen, folder: Path, run: str, why: str) -> None:
    files = {
        "sockgrade.toml": f"[server]\nrun = {run}\n".encode(),
        "orphan": b"#!/no/such/interpreter\n",
        "nul": b"#!/bin/\0sh\n",
        "folder/x": b"",
    }
    with scratch() as snapshots:
        outcome = _outcome(_hand_in(folder, files), snapshots, chosen)
    assert outcome.startswith("failed build: ")
    assert why in outcome


def test_77_a_command_without_end_is_refused(folder: Path) -> None:
    work = _hand_in(folder, {"sockgrade.toml": f'[server]\nrun = "true {"a " * 14_000}"\n'.encode()})
    done = sockgrade("grade", "fsst/echo/server", work)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"sockgrade: {work}/sockgrade.toml: [server] run is longer than 8 KiB: write a script, and run that"
    ]


@pytest.mark.parametrize(
    ("recipe", "verdict"),
    [
        (
            'run = ["nosuchcommand"]',
            "failed build: What sockgrade.toml says cannot be run: nosuchcommand is not",
        ),
        (
            'run = ["./server.py"]',
            "failed build: What sockgrade.toml says cannot be run: ./server.py is not exec",
        ),
        (f'run = ["{"x" * 5000}"]', "failed build: The program cannot be made ready to run: "),
        (
            'build = "sh dig.sh"\nrun = "true"',
            "failed build: What the build has made cannot be used: it is more",
        ),
        ('build = "sh -c \'rm -r ../student\'"\nrun = "true"', "failed build: The build fails: "),
        ('build = "chmod 0 ."\nrun = "python3 server.py"', "failed "),
    ],
    ids=["misspelt", "not executable", "endless name", "deep", "removes everything", "closes the folder"],
)
def test_77_in_every_sandbox(arena: Arena, recipe: str, verdict: str) -> None:
    dig = "i=0; while [ $i -lt 2000 ]; do mkdir d; cd d; i=$((i+1)); done"
    program = "print('I say nothing')"
    files = {"sockgrade.toml": f"[server]\n{recipe}\n", "dig.sh": dig}
    assert said(arena.attack(program, "echo/server/echoes", files=files)).startswith(verdict)
