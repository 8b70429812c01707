"""`sockgrade verify` is content with graders that judge well, and surprised by every one that does not."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_course import CHECKS, FILES, GOOD, sockgrade, write_files

from sockgrade.grading.verify import named_failures

_TESTS = "tests/graders/doc/word/program"


def verify(course: Path, *arguments: str) -> tuple[int, str]:
    process = sockgrade("verify", *arguments, "--course", course, COLUMNS="200")
    assert process.stderr == ""
    return process.returncode, process.stdout


def test_a_good_course_has_no_surprises(course: Path) -> None:
    code, text = verify(course)
    assert code == 0, text
    assert "✓ doc/word/program" in text
    assert "1 reference, 1 listing, 2 right, 3 wrong, 1 starter" in text
    assert "8 programs graded" in text
    assert "all as expected" in text
    assert "is_rude.py" not in text


def test_everything_is_shown_on_request(course: Path) -> None:
    code, text = verify(course, "doc/word", "-v")
    assert code == 0
    for name in (
        "reference/program.py",
        "wrong/is_rude.py",
        "wrong/crashes",
        "right/says_more.py",
        "starter/",
    ):
        assert name in text
    assert "expected: fails says_bye, says_hello" in text


def test_shards_share_wrong_and_right_programs_out_and_have_everything_else_each(course: Path) -> None:
    seen: list[str] = []
    for shard in ("1/5", "2/5", "3/5", "4/5", "5/5"):
        code, text = verify(course, "-v", "--shard", shard)
        assert code == 0, text
        assert "1 reference, 1 listing, 1 " in text
        assert ", 1 starter" in text
        assert "4 programs graded" in text
        seen += re.findall(r"(?:wrong|right)/\w+", text)
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("shard", ["0/3", "4/3", "1", "a/b"])
def test_what_is_no_shard_is_refused(course: Path, shard: str) -> None:
    process = sockgrade("verify", "--shard", shard, "--course", course)
    assert process.returncode == 2
    assert "2/3 is the second of three" in process.stderr


@pytest.mark.parametrize(
    ("files", "surprise"),
    [
        ({"reference/doc/word/program.py": "print('hello')\n"}, "says_bye fails:"),
        ({f"{_TESTS}/listing/program.py": "print('hello')\n"}, "says_bye fails:"),
        ({f"{_TESTS}/right/quiet.py": "print('bye')\n"}, "says_hello fails:"),
        ({"exercises/doc/word/starter/program.py": GOOD}, "it passes all of core already"),
        ({f"{_TESTS}/wrong/fine.py": f"# fails: says_bye\n{GOOD}"}, "says_bye passes, and should fail"),
        ({f"{_TESTS}/wrong/more.py": "# fails: says_bye\n"}, "says_hello fails:"),
        ({f"{_TESTS}/wrong/mute.py": "print('hello')\n"}, "it does not say which checks it fails"),
        ({f"{_TESTS}/wrong/typo.py": "# fails: says_by\nprint('hello')\n"}, "there is no such check"),
        ({f"{_TESTS}/wrong/empty/notes.c.txt": ""}, "there is no program in"),
        ({f"{_TESTS}/rihgt/x.py": GOOD}, "doc/word/program/rihgt belong to no program"),
        ({"tests/graders/doc/wrod/program/right/x.py": GOOD}, "doc/wrod/program belong to no program"),
        (
            {
                "graders/doc/word/program.py": CHECKS
                + '\n\ndef check_runs(program: Program) -> None:\n    """It runs."""\n    program.run()\n'
            },
            "no wrong program fails runs",
        ),
        (
            {
                "graders/doc/word/program.py": CHECKS
                + '\n\n@robust\ndef check_x(program: Program) -> None:\n    """X."""\n    assert 1 > 2\n'
            },
            "x fails:",
        ),
    ],
)
def test_a_surprise_is_told(course: Path, files: dict[str, str], surprise: str) -> None:
    write_files(course, files)
    code, text = verify(course)
    assert code == 1, text
    assert surprise in text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("reference/doc/word/program.py", "there is no reference: reference/doc/word/program.py"),
        (
            "exercises/doc/word/starter/program.py",
            "there is no starter: exercises/doc/word/starter/program.py",
        ),
    ],
)
def test_what_is_missing_is_told(course: Path, path: str, words: str) -> None:
    (course / path).unlink()
    code, text = verify(course)
    assert code == 1
    assert words in text


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are run by /bin/sh")
def test_programs_may_be_scripts_of_the_shell(tmp_path: Path) -> None:
    files = {
        path.replace(".py", ".sh"): text for path, text in FILES.items() if not path.startswith("graders")
    }
    files |= {
        "graders/doc/word/program.py": CHECKS,
        f"{_TESTS}/wrong/is_silent.sh": "# fails: says_hello, says_bye\ntrue\n",
        f"{_TESTS}/wrong/is_rude.sh": "# fails: says_bye\necho hello\n",
        f"{_TESTS}/wrong/crashes/program.sh": "# fails: ends_well\necho hello\necho bye\nexit 3\n",
        f"{_TESTS}/right/says_no_bye.sh": "echo hello\n",
    }
    for path in (
        f"{_TESTS}/listing/program.sh",
        f"{_TESTS}/right/says_more.sh",
        "reference/doc/word/program.sh",
    ):
        files[path] = "#!/bin/sh\necho hello\necho bye\n"
    course = write_files(tmp_path / "course", files)
    code, text = verify(course)
    assert code == 0, text
    assert "1 reference, 1 listing, 2 right, 3 wrong, 1 starter" in text
    code, text = verify(course, "--mutants")
    assert (code, "0 mutants, 0 of 0" in text) == (0, True), text


def test_a_missing_grader_is_told(course: Path) -> None:
    (course / "graders/doc/word/program.py").unlink()
    process = sockgrade("verify", "--course", course)
    assert process.returncode == 2
    assert "has no grader" in process.stderr


def test_an_error_of_the_grader_exits_with_3(course: Path) -> None:
    check = '\n\n@robust\ndef check_x(program: Program) -> None:\n    """X."""\n    1 / 0\n'
    write_files(course, {"graders/doc/word/program.py": CHECKS + check})
    code, text = verify(course)
    assert code == 3
    assert "x ends with an error: ZeroDivisionError" in text


def test_a_single_check_is_verified_with_what_concerns_it(course: Path) -> None:
    code, text = verify(course, "doc/word/program/ends_well", "-v")
    # None of core was asked for: the starter has nothing to fail, nor have programs that fail other checks.
    assert code == 0, text
    assert "1 check;" in text
    assert "expected: fails nothing" in text


def test_without_tests_references_and_starters_are_verified(course: Path, tmp_path: Path) -> None:
    (course / "tests").rename(tmp_path / "elsewhere")
    code, text = verify(course)
    assert code == 0
    assert "only references and starters were graded" in text
    code, text = verify(course, "--tests", str(tmp_path / "elsewhere/graders"))
    assert code == 0
    assert "3 wrong" in text
    process = sockgrade("verify", "--course", course, "--tests", tmp_path / "nowhere")
    assert process.returncode == 2


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("# fails: a, b\n", ["a", "b"]),
        ("#!/bin/x\n# fails: a,\n# fails: b c\n", ["a", "b", "c"]),
        ("// fails: a\n", ["a"]),
        ("/*\n * fails: a, b\n */\n", ["a", "b"]),
        ("/* fails: a */\n", ["a"]),
        ("print('# fails: a')\n", []),
        ("\n" * 100 + "# fails: a\n", []),
        ("# fails:\n", []),
        ("# fails: a\r\n", ["a"]),
    ],
)
def test_a_wrong_program_names_its_failures(tmp_path: Path, head: str, names: list[str]) -> None:
    path = tmp_path / "wrong.py"
    path.write_bytes(head.encode())
    assert list(named_failures(path)) == [("fails", name) for name in names]


@pytest.mark.parametrize("program", ["print('hello')\n", "print('hello')\nraise SystemExit(3)\n"])
def test_what_the_network_decides_may_fail_or_pass(course: Path, program: str) -> None:
    write_files(course, {f"{_TESTS}/wrong/lucky.py": f"# fails: says_bye\n# may fail: ends_well\n{program}"})
    code, text = verify(course)
    assert code == 0, text


def test_what_may_fail_must_be_there(course: Path) -> None:
    write_files(course, {f"{_TESTS}/wrong/lucky.py": "# fails: says_bye\n# may fail: ends\nprint('hello')\n"})
    code, text = verify(course)
    assert code == 1
    assert "its `may fail:` line names ends, and there is no such check" in text


_HELLO = """import socket
listener = socket.create_server(('127.0.0.1', {}))
print('hello', flush=True)
listener.accept()
"""
_GREETS = """from sockgrade import Server


def check_greets(server: Server) -> None:
    server.expect_output("hello")
"""
_KEEPS = "\n\ndef check_is_there(server: Server) -> None:\n    server.expect_documented_address()\n"
_PORT = "no wrong program listens on another port"


@pytest.mark.parametrize(
    ("checks", "key", "elsewhere", "complains"),
    [
        (_GREETS, "", None, True),
        (_GREETS, "any_port = true", None, False),
        (_GREETS + _KEEPS, "", 7008, False),
    ],
    ids=["nobody looks", "any will do", "a check looks"],
)
def test_a_server_on_another_port_must_fail(
    tmp_path: Path, checks: str, key: str, elsewhere: int | None, complains: bool
) -> None:
    wrong = "tests/graders/doc/greeter/server/wrong"
    files = {
        "exercises/doc/greeter/exercise.toml": 'title = "T"\ndocument = "D"\nsection = "1"\n'
        f'[server]\nport = 7007\naddress = "127.0.0.1"\n{key}\n',
        "exercises/doc/greeter/starter/server.py": "# Begin here.\n",
        "graders/doc/greeter/server.py": checks,
        "reference/doc/greeter/server.py": _HELLO.format(7007),
        f"{wrong}/is_mute.py": f"# fails: greets\n{_HELLO.format(7007).replace('hello', '')}",
    }
    if elsewhere is not None:
        files[f"{wrong}/is_elsewhere.py"] = f"# fails: is_there\n{_HELLO.format(elsewhere)}"
    code, text = verify(write_files(tmp_path / "greeter", files))
    assert (_PORT in text) is complains, text
    assert code == (1 if complains else 0), text


@pytest.fixture
def mark() -> Iterator[Path]:
    """A folder that programs without a sandbox, of whatever user, can make and find again."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name, "mark")


def _once(mark: Path, statement: str) -> str:
    """The lines of a program that does something only when it is graded for the first time."""
    return f"import os\nos.path.exists({str(mark)!r}) or (os.mkdir({str(mark)!r}), {statement})\n"


_ONE = ("doc/word/program/says_hello", "--sandbox", "none", "--jobs", "1")


def test_a_message_that_only_one_of_two_grades_has_is_told_and_no_surprise(course: Path, mark: Path) -> None:
    mark.touch()
    lucky = f"# fails: says_hello, says_bye\n{_once(mark, '1 / 0')}print('welcome')\n"
    write_files(course, {f"{_TESTS}/wrong/lucky.py": lucky})
    code, text = verify(course, *_ONE, "--update-messages")
    assert code == 0, text
    mark.unlink()
    code, text = verify(course, *_ONE)
    assert code == 0, text
    assert "all as expected, 1 of them only when graded again" in text
    assert "At first says_hello says: The program crashed" in text
    assert mark.is_dir()


def test_what_a_wrong_program_fails_in_only_one_of_two_grades_is_told_and_no_surprise(
    course: Path, mark: Path
) -> None:
    lucky = f"# fails: says_bye\n{_once(mark, '1 / 0')}print('hello')\n"
    write_files(course, {f"{_TESTS}/wrong/lucky.py": lucky})
    code, text = verify(course, *_ONE)
    assert code == 0, text
    assert "At first says_hello fails: The program crashed" in text
    assert mark.is_dir()


@pytest.mark.parametrize(
    ("name", "once", "finally_"),
    [("right/lucky.py", "1 / 0", "print('hello')"), ("wrong/lucky.py", "print('hello')", "print('welcome')")],
    ids=["a right program fails", "a wrong program passes"],
)
def test_a_wrong_verdict_is_a_surprise_even_if_it_comes_only_once(
    course: Path, mark: Path, name: str, once: str, finally_: str
) -> None:
    write_files(course, {f"{_TESTS}/{name}": f"# fails: says_hello\n{_once(mark, once)}{finally_}\n"})
    code, text = verify(course, *_ONE)
    assert code == 1, text
    assert mark.is_dir()


def test_wrong_programs_are_told_the_same_each_time_although_data_is_random(course: Path) -> None:
    checks = CHECKS.replace(
        'program: Program) -> None:\n    """The program says bye."""\n    program.expect_output("bye")',
        'program: Program, payload: Payload) -> None:\n    """The program says bye."""\n'
        '    try:\n        program.expect_output("bye")\n    except CheckFailed as failure:\n'
        '        raise CheckFailed(failure.failure.kind, f"So many: {payload.random.getrandbits(64)}") from None',
    )
    imports = "from sockgrade import Payload\nfrom sockgrade.checks import CheckFailed\n"
    write_files(course, {"graders/doc/word/program.py": imports + checks})
    prefix = "doc/word/program/says_bye"
    code, text = verify(course, prefix, "--update-messages")
    assert code == 0, text
    code, text = verify(course, prefix)
    assert (code, "graded again" in text) == (0, False), text
    code, text = verify(course, prefix, "--seed", "7")
    assert code == 1
    assert "says_bye says: So many: " in text
