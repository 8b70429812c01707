"""Programs that end at once and without a word: nothing in them is ever run."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

from sockgrade.causes.cause import Cause, Scene
from sockgrade.evidence.wording import quote
from sockgrade.verdict import Kind

#: Failures of a program that has opened nothing, as far as anybody has seen.
_NOTHING_OPENED = {Kind.ENDED, Kind.NOT_CONNECTING}
#: Bytes of a source, and characters of a line of it, that are looked at.
_MAX_SOURCE = 2**18
_LINE = 80
_GUARD = 'Python calls the program that it runs "__main__": if __name__ == "__main__":'
_DEFINES = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Pass)


def nothing_runs(scene: Scene) -> Cause | None:
    """Why a program ended well, and did nothing."""
    process = scene.process
    if process.exit_status != 0 or process.output.text.strip() or scene.failure.kind not in _NOTHING_OPENED:
        return None
    if scene.main is not None and scene.main.suffix.lower() == ".py":
        return _of_python(scene.main)
    return Cause(
        "It came to its end at once, and has done nothing that could be seen.",
        "Follow it from its first line: what lets it end there? Is the whole of it in the file that was handed in?",
    )


def _of_python(path: Path) -> Cause | None:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            source = file.read(_MAX_SOURCE)
        statements = ast.parse(source).body
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    for statement in statements:
        if isinstance(statement, ast.If) and _asks_for_name(statement.test) and not _is_guard(statement.test):
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
        is_guard = isinstance(statement, ast.If) and _is_guard(statement.test)
        run += statement.body if isinstance(statement, ast.If) and is_guard else [statement]
    return run


def _asks_for_name(test: ast.expr) -> bool:
    return any(
        (isinstance(node, ast.Name) and node.id == "__name__")
        or (isinstance(node, ast.Constant) and node.value in ("__name__", "__main__"))
        for node in ast.walk(test)
    )


def _is_guard(test: ast.expr) -> bool:
    """Whether this is `__name__ == "__main__"`, either way round."""
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Eq) or len(test.ops) > 1:
        return False
    sides = {ast.dump(side) for side in (test.left, test.comparators[0])}
    return sides == {ast.dump(ast.parse(text, mode="eval").body) for text in ("__name__", '"__main__"')}


def _is_named_only(statement: ast.stmt) -> str:
    is_name = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Name | ast.Attribute)
    return ast.unparse(statement)[:_LINE] if is_name else ""


def _does_nothing(statement: ast.stmt) -> bool:
    """Whether a statement only gives something a name."""
    if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
        return not any(isinstance(node, ast.Call | ast.Await) for node in ast.walk(statement))
    return isinstance(statement, _DEFINES)
