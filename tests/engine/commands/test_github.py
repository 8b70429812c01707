"""In GitHub Actions the log and the page of the job tell what came of a grade; and the action's own steps do work."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_course import FILES, SOCKGRADE, sockgrade

_TOP = Path(__file__).parents[3]
_ACTION = _TOP / ".github/actions/grade/action.yml"
_FAILS = "::error file=program.py,title=doc/word/program%3A The program says hello.::"


def test_nothing_is_told_elsewhere(course: Path, work: Path) -> None:
    process = sockgrade(
        "grade", "doc/word", work, "--course", course, GITHUB_STEP_SUMMARY=str(work / "summary.md")
    )
    assert "::error" not in process.stdout
    assert not (work / "summary.md").exists()


@pytest.mark.parametrize("command", ["grade", "report"])
def test_in_actions_the_log_and_the_summary_tell_it(course: Path, work: Path, command: str) -> None:
    told = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(work / "summary.md")}
    (work / "summary.md").write_text("Before.\n")
    grade = ("grade", "doc/word", "program.py", "--course", course)
    if command == "grade":
        process = sockgrade(*grade, cwd=work, **told)
    else:
        sockgrade(*grade, "--json", "result.json", "--no-github", cwd=work, **told)
        process = sockgrade("report", "result.json", cwd=work, **told)
    assert process.returncode == 1
    assert f"\n{process.stdout}".count(f"\n{_FAILS}") == 1
    summary = (work / "summary.md").read_text()
    assert summary.startswith("Before.\n## Not passed yet")
    assert "doc\\/word\\/program: not passed, 1 of 4 points" in summary


def test_where_a_report_goes_to_the_standard_output_no_command_does(course: Path, work: Path) -> None:
    process = sockgrade(
        "grade", "doc/word", "program.py", "--course", course, "--json", "-", "--github", cwd=work
    )
    assert process.stdout.startswith("{")
    assert "::error" not in process.stdout
    assert _FAILS in process.stderr


def test_what_was_refused_is_told_as_well(course: Path, work: Path) -> None:
    process = sockgrade("grade", "doc/word", "nowhere.py", "--course", course, "--github", cwd=work)
    assert process.returncode == 2
    assert process.stdout.startswith("::error title=sockgrade could not grade this::")
    assert "nowhere.py" in process.stdout


def test_a_summary_that_cannot_be_written_is_told_in_a_line(course: Path, work: Path) -> None:
    grade = ("grade", "doc/word", "program.py", "--course", course, "--github", "--json", "-")
    process = sockgrade(*grade, cwd=work, GITHUB_STEP_SUMMARY=str(work))
    assert process.returncode == 2
    assert f"{work} (GITHUB_STEP_SUMMARY) cannot be written: Is a directory" in process.stderr


def test_a_program_cannot_give_commands(course: Path, work: Path) -> None:
    (work / "program.py").write_text("print('hello\\n::add-mask::secret\\n##[group]x')\n")
    process = sockgrade("grade", "doc/word", "program.py", "--course", course, "--github", "-v", cwd=work)
    lines = process.stdout.split("\n")
    assert not [
        line for line in lines if line.lstrip().startswith("::") and not line.startswith("::warning ")
    ]
    assert "##[" not in process.stdout


def _step(name: str) -> dict[str, Any]:
    steps = yaml.safe_load(_ACTION.read_text())["runs"]["steps"]
    (step,) = (step for step in steps if step["name"] == name)
    assert isinstance(step, dict)
    return step


@pytest.mark.parametrize(("program", "code"), [("pass\n", 1), (FILES["reference/doc/word/program.py"], 0)])
def test_the_step_of_the_action_grades_and_leaves_its_reports(
    course: Path, work: Path, tmp_path: Path, program: str, code: int
) -> None:
    (work / "program.py").write_text(program)
    installed = tmp_path / "sockgrade" / "bin"
    installed.mkdir(parents=True)
    (installed / "sockgrade").symlink_to(SOCKGRADE)
    inputs = {"exercise": "doc/word", "path": ".", "sandbox": "none", "fail-on": "core"}
    step = _step("Grade")
    environment = {name: inputs[value.split(".")[1].split()[0]] for name, value in step["env"].items()}
    process = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=work,
        env={
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
            "RUNNER_TEMP": str(tmp_path),
            "SOCKGRADE_COURSE": str(course),
            **environment,
        },
        capture_output=True,
        text=True,
    )
    assert process.returncode == code, process.stderr
    assert (_FAILS in process.stdout) is bool(code)
    reports = sorted(path.name for path in (tmp_path / "sockgrade-reports").iterdir())
    assert reports == ["junit.xml", "report.html", "result.json"]
    assert (tmp_path / "summary.md").read_text().startswith("## ")


def test_the_action_and_the_workflow_ask_for_the_same() -> None:
    inputs = yaml.safe_load(_ACTION.read_text())["inputs"]
    workflow = yaml.safe_load((_TOP / ".github/workflows/grade.yml").read_text())
    called = workflow[True]["workflow_call"]["inputs"]  # YAML 1.1 takes `on` for a truth value
    steps = workflow["jobs"]["grade"]["steps"]
    assert set(called) == set(steps[-1]["with"]) <= set(inputs)
    for name, given in called.items():
        assert given.get("default") == inputs[name].get("default"), name
