"""The code cells of a notebook are the program; what is no notebook is refused with one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_course import FILES, sockgrade, write_files

from sockgrade.intake.boundary import SubmissionError
from sockgrade.intake.notebook import code_of


def notebook(*cells: Any, **metadata: Any) -> bytes:
    """A notebook of these code cells, among others."""
    made: list[dict[str, Any]] = [{"cell_type": "markdown", "source": "# Text"}]
    made += [{"cell_type": "code", "source": cell, "outputs": [], "metadata": {}} for cell in cells]
    return json.dumps({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def test_the_code_cells_are_joined() -> None:
    made = code_of(notebook(["import os\n", "x = 1"], "print(x)\n", kernelspec={"language": "python"}), "x")
    assert made == "# In[1]:\nimport os\nx = 1\n\n# In[2]:\nprint(x)\n\n"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("%matplotlib inline\nx = 1", "pass  # %matplotlib inline\nx = 1"),
        ("!pip install x", "pass  # !pip install x"),
        ("if x:\n    !ls\n    %cd ..", "if x:\n    pass  # !ls\n    pass  # %cd .."),
        ("%%bash\nls\n  rm x", "# %%bash\n# ls\n#   rm x"),
        ("%%time\nx = 1", "# %%time\nx = 1"),
        ("x = '''\n%s and\n%d\n'''\n(x\n% 3\n!= 4)", "x = '''\n%s and\n%d\n'''\n(x\n% 3\n!= 4)"),
    ],
)
def test_what_only_ipython_knows_does_nothing(cell: str, code: str) -> None:
    assert code_of(notebook(cell), "x") == f"# In[1]:\n{code}\n"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is no notebook, or a damaged one"),
        (b"\xff\xfe\xff", "is no notebook"),
        (b"[" * 100_000, "is no notebook"),
        (b"1" * 5000, "is no notebook"),
        (b"[]", "is no notebook of today's format"),
        (b'{"worksheets": [], "nbformat": 3}', "is no notebook of today's format"),
        (b'{"cells": {}}', "is no notebook of today's format"),
        (notebook(), "is empty: it has no cell with code"),
        (notebook("", " \n"), "is empty"),
        (notebook(5), "is a damaged notebook"),
        (notebook(["x", 5]), "is a damaged notebook"),
        (notebook(None), "is a damaged notebook"),
        (notebook("x", kernelspec={"language": "R"}), "in another language than Python"),
    ],
)
def test_what_is_no_notebook_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(SubmissionError) as error:
        code_of(data, "aufgabe.ipynb")
    assert str(error.value).startswith("aufgabe.ipynb ")
    assert why in str(error.value)


@settings(deadline=None, derandomize=True)
@given(
    st.recursive(st.none() | st.booleans() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_any_document_has_code_or_is_refused(document: Any) -> None:
    for data in (document, {"cells": document}, {"cells": [{"cell_type": "code", "source": document}]}):
        try:
            code_of(json.dumps(data).encode(), "x")
        except SubmissionError:
            continue


def grade(tmp_path: Path, files: dict[str, str]) -> tuple[int, str]:
    """The exit code, and what is said."""
    write_files(tmp_path / "course", FILES)
    work = write_files(tmp_path / "work", files)
    done = sockgrade("grade", "doc/word", work, "--course", tmp_path / "course")
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_a_notebook_is_graded_and_the_report_says_so(tmp_path: Path) -> None:
    cells = notebook("!pip list", 'from helper import word\nprint(word)\nprint("bye")').decode()
    code, said = grade(tmp_path, {"src/Aufgabe 1.ipynb": cells, "src/helper.py.txt": "", "README.md": ""})
    assert code == 1
    assert "note: what was graded are the code cells of src/Aufgabe 1.ipynb, as Aufgabe 1.py" in said
    assert "No module named 'helper'" in said
    code, said = grade(
        tmp_path, {"src/Aufgabe 1.ipynb": cells.replace("from helper import word", "word = 'hello'")}
    )
    assert code == 0


def test_a_damaged_notebook_is_refused_by_the_command(tmp_path: Path) -> None:
    code, said = grade(tmp_path, {"aufgabe.ipynb": "{"})
    assert code == 2
    assert said == (
        "sockgrade: aufgabe.ipynb is no notebook, or a damaged one: save it anew, or export it as a Python script "
        "and hand that in"
    )
