"""Programs that end at once and without a word: nothing in them is ever run."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

from sockgrade.causes.cause import Cause, Scene
from sockgrade.evidence.wording import quote
from sockgrade.process.source import source_text
from sockgrade.verdict import Kind

#: Failures of a program that has opened nothing, as far as anybody has seen.
_NOTHING_OPENED = {Kind.ENDED, Kind.NOT_CONNECTING}
#: Characters of a line of the source that are quoted.
_LINE = 80
_GUARD = 'Python calls the program that it runs "__main__": if __name__ == "__main__":'
#: Both sides of the guard that is meant, and of one that compares two texts.
_GUARDS, _TEXTS = {"__name__", "'__main__'"}, {"'__name__'", "'__main__'"}
_DEFINES = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Pass)


def nothing_runs(scene: Scene) -> Cause | None:
    """Why a program ended well, and did nothing."""
    process = scene.process
    if process.exit_status != 0 or process.output.text.strip() or scene.failure.kind not in _NOTHING_OPENED:
        return None
    if scene.main is not None and scene.main.suffix.lower() == ".py":
        return _of_python(scene.main)
    return Cause(
        "The program came to its end at once, and has done nothing that could be seen.",
        "Follow it from its first line: what lets it end there? Is the whole of it in the file that was handed in?",
    )


def _of_python(path: Path) -> Cause | None:
    source = source_text(path.parent, path.name)
    try:
        statements = ast.parse(source).body
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    for statement in statements:
        if isinstance(statement, ast.If) and _is_never_true(_compared(statement.test)):
            line = quote(source.splitlines()[statement.lineno - 1].strip()[:_LINE].encode())
            return Cause(
                f"Nothing in the program runs: in line {statement.lineno} stands {line}, which is never true.",
                _GUARD,
            )
    named = [name for statement in _run(statements) if (name := _is_named_only(statement))]
    if named:
        return Cause(
            f"Nothing in the program runs: it names {named[0]} and does not call it.",
            f"A call has parentheses: {named[0]}().",
        )
    if any(not _does_nothing(statement) for statement in _run(statements)):
        return None
    functions = [s.name for s in statements if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef)]
    if functions:
        name = "main" if "main" in functions else functions[-1]
        return Cause(
            f"Nothing in the program runs: it defines {name}(), and nobody calls it.",
            f"Call it at the end of the file, at the left margin: {name}()",
        )
    return Cause(
        "The program does nothing yet: it has no statement that opens a socket.",
        "Is this the file that you worked on, and was it saved?",
    )


def _run(statements: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The statements that run at the program's start: those of the guard, too."""
    run: list[ast.stmt] = []
    for statement in statements:
        is_guarded = isinstance(statement, ast.If) and _compared(statement.test) == _GUARDS
        run += statement.body if isinstance(statement, ast.If) and is_guarded else [statement]
    return run


def _is_never_true(sides: frozenset[str]) -> bool:
    """Whether a guard lets nothing through when the program is run: `__name__ == "main"`, for example."""
    other = sides - {"__name__"}
    is_wrong = len(sides) == 2 and len(other) == 1 and next(iter(other)).startswith("'") and sides != _GUARDS
    return is_wrong or sides == _TEXTS


def _compared(test: ast.expr) -> frozenset[str]:
    """The two sides of `==`, as Python writes them; nothing of any other test."""
    if not isinstance(test, ast.Compare) or len(test.ops) > 1 or not isinstance(test.ops[0], ast.Eq):
        return frozenset()
    return frozenset(map(ast.unparse, (test.left, test.comparators[0])))


def _is_named_only(statement: ast.stmt) -> str:
    is_name = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Name | ast.Attribute)
    return ast.unparse(statement)[:_LINE] if is_name else ""


def _does_nothing(statement: ast.stmt) -> bool:
    """Whether a statement only gives something a name."""
    if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
        return not any(isinstance(node, ast.Call | ast.Await) for node in ast.walk(statement))
    return isinstance(statement, _DEFINES)
