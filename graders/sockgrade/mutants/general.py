"""Mistakes that every program may have: what is left out, negated, one too many, or handled wrongly."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from sockgrade.mutants.change import Change, shown
from sockgrade.mutants.source import Source, called, is_left, is_main

#: What a comparison is taken for.
_COMPARISONS = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
_NARROWER = {
    "ConnectionError": ("ConnectionResetError", "BrokenPipeError"),
    "OSError": ("ConnectionError", "ConnectionRefusedError"),
    "EOFError": (),
    "KeyboardInterrupt": (),
}


def leaves_out(source: Source) -> Iterator[Change]:
    """A statement that is not there."""
    for statement in source.statements:
        if (
            isinstance(statement, ast.Expr)
            and called(statement.value) == "print"
            and source.is_free(statement)
        ):
            continue
        if (
            isinstance(statement, ast.Expr)
            and called(statement.value) == "close"
            and statement is source.tree.body[-1]
        ):
            continue  # what a program leaves open, its end closes
        yield source.replace(f"without {shown(source.text(statement))}", statement, "pass")


def swaps(source: Source) -> Iterator[Change]:
    """Two statements in the wrong order."""
    for node in source.all(ast.stmt):
        for _, body in ast.iter_fields(node):
            if isinstance(body, list) and all(isinstance(part, ast.stmt) for part in body):
                for one, two in itertools.pairwise(body):
                    if (
                        isinstance(one, ast.Expr)
                        and isinstance(two, ast.Expr)
                        and not source.is_docstring(one)
                    ):
                        (start, middle), (again, end) = source.span(one), source.span(two)
                        edits = (start, middle, source.text(two)), (again, end, source.text(one))
                        yield source.change(f"{shown(source.text(one), 20)} one later", one, *edits)


def negates(source: Source) -> Iterator[Change]:
    """The opposite of a condition, or a comparison that is off by one."""
    conditional: list[ast.If | ast.While] = [*source.all(ast.If), *source.all(ast.While)]
    for node in conditional:
        if not isinstance(node.test, ast.Constant):
            yield source.replace(
                f"not {shown(source.text(node.test))}", node.test, f"not ({source.text(node.test)})"
            )
    for comparison in source.all(ast.Compare):
        other = _COMPARISONS.get(type(comparison.ops[0]))
        if other and len(comparison.ops) == 1 and not _is_main(source, comparison):
            text = f"{source.text(comparison.left)} {other} {source.text(comparison.comparators[0])}"
            yield source.replace(f"{shown(source.text(comparison))}→{other}", comparison, text)


def changes_constants(source: Source) -> Iterator[Change]:
    """Another text, another number."""
    for constant in source.all(ast.Constant):
        value, parent = constant.value, source.parent(constant)
        if source.in_docstring(constant) or _is_main(source, constant) or source.is_free(constant):
            continue
        if called(parent) in ("encode", "decode") or isinstance(parent, ast.keyword):
            continue  # another encoding is a mistake of its own
        if isinstance(value, bool):
            yield source.replace(f"{value}→{not value}", constant, repr(not value))
        elif isinstance(value, int):
            in_loop = called(parent) == "recv" and source.within(parent, ast.While)
            if called(parent) == "listen" or in_loop or isinstance(parent, ast.While):
                continue  # how many may wait no client sees, nor in which pieces a loop receives
            for number in (value + 1, value - 1) if called(parent) != "setsockopt" else (0,):
                yield source.replace(f"{value}→{number}", constant, repr(number))
        elif isinstance(value, str | bytes) and value:
            for other in (value[:-1], value.swapcase()):
                if _is_mistake(other, value, is_shown=source.is_shown(constant)):
                    yield source.replace(f"{shown(repr(value))}→{shown(repr(other))}", constant, repr(other))
    for joined in source.all(ast.JoinedStr):
        if not source.is_free(joined):
            yield from _changes_in_f_string(source, joined)


def _is_mistake(other: str | bytes, text: str | bytes, *, is_shown: bool) -> bool:
    """Whether another text is one: how many blanks stand around what is shown, the handouts leave open."""
    return not is_shown or other.split() != text.split()


def _changes_in_f_string(source: Source, joined: ast.JoinedStr) -> Iterator[Change]:
    """A part of an f-string left out, or changed."""
    for place, part in enumerate(joined.values):
        others: list[list[ast.expr]] = [[]]
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            said = part.value
            texts = (said[:-1], said.swapcase(), f"{said} ", f" {said}")
            is_shown = source.is_shown(joined)
            others = [[ast.Constant(text)] for text in texts if _is_mistake(text, said, is_shown=is_shown)]
        for other in others:
            values = [*joined.values[:place], *other, *joined.values[place + 1 :]]
            text = ast.unparse(ast.JoinedStr(values))
            yield source.replace(f"{shown(source.text(joined), 25)}→{shown(text, 25)}", joined, text)


def handles_otherwise(source: Source) -> Iterator[Change]:
    """A handler that is missing, catches less, or says nothing."""
    for block in source.all(ast.Try):
        for handler in block.handlers:
            if handler.type is None:
                continue
            caught = source.text(handler.type)
            others = ["ZeroDivisionError", *_NARROWER.get(caught, ())]
            for other in others:
                yield source.replace(f"except {caught}→{other}", handler.type, other)
            if isinstance(handler.type, ast.Tuple):
                for one in handler.type.elts:
                    yield source.replace(f"except {source.text(one)} only", handler.type, source.text(one))
            start, end = source.span(handler.body[0])
            others = ["raise"]
            if called(getattr(handler.body[0], "value", handler)) != "print":  # nobody must say something
                others.append("pass")
            if "KeyboardInterrupt" not in caught:
                others.append("raise SystemExit(0)")
            for text in others:
                edit = (start, max(end, source.span(handler.body[-1])[1]), text)
                yield source.change(f"except {caught}: {text}", handler.body[0], edit)


def exits_otherwise(source: Source) -> Iterator[Change]:
    """Another exit code."""
    for call in source.calls("exit", "SystemExit"):
        for code in ("0", "1", ""):
            if not (call.args or code):
                continue
            text = f"{source.text(call.func)}({code})"
            yield source.replace(f"exit({code})", call, text)
        if call.args and not isinstance(call.args[0], ast.Constant | ast.Name):
            said = source.text(call.args[0])
            text = f"(print({said}), {source.text(call.func)}(1))"
            yield source.replace("says it on stdout", call, text)
    if not is_left(last := source.tree.body[-1]):
        return
    for name, text in (("ends with code 1", "raise SystemExit(1)"), ("ends with a traceback", "1 / 0")):
        yield source.change(name, last, source.behind(last, text))


def waits_at_the_end(source: Source) -> Iterator[Change]:
    """Does not end, or rests where it should not."""
    if not is_left(last := source.tree.body[-1]):
        return
    yield source.change("waits at the end", last, source.behind(last, "__import__('time').sleep(1000)"))
    yield source.change("asks at the end", last, source.behind(last, "input('Enter: ')"))


def _is_main(source: Source, node: ast.AST) -> bool:
    """Whether it belongs to `__name__ == "__main__"`."""
    comparison = node if isinstance(node, ast.Compare) else source.parent(node)
    return isinstance(comparison, ast.Compare) and is_main(comparison)


OPERATORS = (
    leaves_out,
    swaps,
    negates,
    changes_constants,
    handles_otherwise,
    exits_otherwise,
    waits_at_the_end,
)
