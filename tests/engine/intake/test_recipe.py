"""What sockgrade.toml may say, and how it is refused when it says anything else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sockgrade.intake.boundary import SubmissionError
from sockgrade.intake.recipe import Recipe, recipes_in

posix = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links of POSIX")


# sockgrade.toml is read


def recipes(text: str, tmp_path: Path) -> dict[str, Recipe]:
    (tmp_path / "sockgrade.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    return recipes_in(tmp_path)


def test_a_command_is_words_or_a_text_that_is_split_as_a_shell_would(tmp_path: Path) -> None:
    text = (
        "[server]\nbuild = \"make 'the server' x=$HOME\"\nrun = ['./a b', 'c']\n[client]\nrun = 'node c.js'\n"
    )
    assert recipes(text, tmp_path) == {
        "server": Recipe(run=("./a b", "c"), build=("make", "the server", "x=$HOME")),
        "client": Recipe(run=("node", "c.js")),
    }


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    assert recipes("\ufeff[server]\r\nrun = './s'\r\n", tmp_path) == {"server": Recipe(("./s",))}


def test_no_file_is_no_recipe(tmp_path: Path) -> None:
    assert recipes_in(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("run: ./server", "is not TOML: Expected '=' after a key"),
        ("[server\x1b[2J]", "is not TOML"),
        ("a = " + "[" * 5000, "is not TOML: it is nested too deeply"),
        ("a = 1" + "0" * 5000, "is not TOML"),
        ("\udcff", "is not UTF-8 text"),
        ("#" * 70_000, "is larger than 64 KiB"),
        ("run = './s'", "[run] is no program: the tables are called server, client, program"),
        (
            "[sever]\nrun = './s'",
            "[sever] is no program: the tables are called server, client, program (did you",
        ),
        ('["\\u202e\\n"]\nrun = "./s"', "is no program"),
        ("server = './s'", "[server] must be a table"),
        ("[[server]]\nrun = './s'", "[server] must be a table"),
        ("[server]\nbuild = 'make'", "[server] does not say how to run the program"),
        ("[server]\nrunn = './s'", "[server] has the unknown key runn: there are build and run (did you"),
        ("[server]\nrun = 1", "run must be a text or a list of texts"),
        ("[server]\nrun = ['./s', 1]", "run must be a text or a list of texts"),
        ("[server]\nrun = []", "run is empty"),
        ("[server]\nrun = ' '", "run is empty"),
        ("[server]\nrun = ['']", "run is empty"),
        ("[server]\nrun = './s'\nbuild = ''", "build is empty"),
        ('[server]\nrun = "\'./s"', "run is no command: no closing quotation"),
        ('[server]\nrun = "./s \\u0000"', "NUL character"),
    ],
)
def test_a_malformed_recipe_is_refused_with_one_line(text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(SubmissionError) as error:
        recipes(text, tmp_path)
    assert why in str(error.value)
    assert "sockgrade.toml" in str(error.value)
    assert str(error.value).isprintable()


@posix
@pytest.mark.parametrize("target", ["/etc/passwd", "missing"])
def test_a_recipe_that_is_a_link_is_refused(target: str, tmp_path: Path) -> None:
    (tmp_path / "sockgrade.toml").symlink_to(target)
    with pytest.raises(SubmissionError, match="not a regular file"):
        recipes_in(tmp_path)
