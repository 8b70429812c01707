"""A Python program that is to be changed: its tree, and the place of every node in its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from sockgrade.mutants.change import Change

_Node = TypeVar("_Node", bound=ast.AST)
Function = ast.FunctionDef | ast.AsyncFunctionDef
Loop = ast.While | ast.For
#: Methods that take what comes over a connection, and methods that send.
RECEIVING = ("recv", "recvfrom", "recv_into", "read", "readline", "read1")
SENDING = ("sendall", "send", "sendto", "write")


class Source:
    """A program; its methods make the changes that mistakes and controls are built of."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.tree = ast.parse(data)
        self._parents = {
            child: parent for parent in ast.walk(self.tree) for child in ast.iter_child_nodes(parent)
        }
        self._lines = [0]
        for line in data.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def all(self, kind: type[_Node]) -> Iterator[_Node]:
        """The nodes of a kind, by their place."""
        return (node for node in self._nodes if isinstance(node, kind))

    @cached_property
    def _nodes(self) -> list[ast.AST]:
        found = [node for node in ast.walk(self.tree) if self._is_placed(node)]
        return sorted(found, key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))

    def _is_placed(self, node: ast.AST) -> bool:
        """Whether a node stands where it says: the text of an f-string does not, and before 3.12 some of its code."""
        if not isinstance(node, ast.expr) or self.within(node, ast.JoinedStr) is None:
            return True
        try:
            return ast.dump(ast.parse(self.text(node), mode="eval").body) == ast.dump(node)
        except SyntaxError:
            return False

    @cached_property
    def statements(self) -> list[ast.stmt]:
        """Those that take no block, without docstrings, imports and `pass`."""
        simple = (ast.Expr, ast.Assign, ast.AugAssign, ast.Return, ast.Break, ast.Continue, ast.Raise)
        return [s for s in self.all(ast.stmt) if isinstance(s, simple) and not self.is_docstring(s)]

    def calls(self, *names: str) -> Iterator[ast.Call]:
        """Calls of functions or methods with these names."""
        for call in self.all(ast.Call):
            if called(call) in names:
                yield call

    def parent(self, node: ast.AST) -> ast.AST:
        return self._parents[node]

    def within(self, node: ast.AST, kind: type[_Node]) -> _Node | None:
        """The nearest node of a kind around another."""
        around = self._parents.get(node)
        while around is not None and not isinstance(around, kind):
            around = self._parents.get(around)
        return around

    def statement(self, node: ast.AST) -> ast.stmt:
        """The statement that a node is part of."""
        while not isinstance(node, ast.stmt):
            node = self._parents[node]
        return node

    def is_docstring(self, node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        )

    def in_docstring(self, node: ast.AST) -> bool:
        return self.is_docstring(self._parents.get(node, node))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """From where to where a node's text goes, in bytes."""
        assert isinstance(node, ast.expr | ast.stmt | ast.ExceptHandler)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self._lines[node.lineno - 1] + node.col_offset
        return start, self._lines[node.end_lineno - 1] + node.end_col_offset

    def text(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.data[start:end].decode()

    def indent(self, statement: ast.stmt) -> str:
        start = self._lines[statement.lineno - 1]
        return self.data[start : start + statement.col_offset].decode()

    def change(self, name: str, node: ast.AST, *edits: tuple[int, int, str]) -> Change:
        return Change(name, getattr(node, "lineno", 1), edits)

    def replace(self, name: str, node: ast.AST, text: str, *more: tuple[int, int, str]) -> Change:
        """Another text in the place of a node."""
        return self.change(name, node, (*self.span(node), text), *more)

    def rewrite(self, name: str, statement: ast.stmt, text: str) -> Change:
        """Other lines in the place of a statement; they take its indentation."""
        return self.replace(name, statement, text.replace("\n", f"\n{self.indent(statement)}"))

    def ahead(self, statement: ast.stmt, text: str) -> tuple[int, int, str]:
        """The edit that puts lines before a statement."""
        start, _ = self.span(statement)
        indent = self.indent(statement)
        if indent.strip():  # it follows something on its line
            return start, start, "".join(f"{line}; " for line in text.split("\n"))
        return start, start, "".join(f"{line}\n{indent}" for line in text.split("\n"))

    def behind(self, statement: ast.stmt, text: str) -> tuple[int, int, str]:
        """The edit that puts lines after a statement."""
        _, end = self.span(statement)
        indent = self.indent(statement)
        if indent.strip():
            return end, end, "".join(f"; {line}" for line in text.split("\n"))
        return end, end, "".join(f"\n{indent}{line}" for line in text.split("\n"))

    def importing(self, module: str) -> tuple[int, int, str]:
        """The edit that imports a module at the beginning of the program, by a name of its own: `the_time`."""
        first = next(s for s in self.tree.body if not self.is_docstring(s) and not _is_future(s))
        start, _ = self.span(first)
        return start, start, f"import {module} as the_{module}\n"

    @cached_property
    def connections(self) -> list[tuple[str, ast.stmt, bool]]:
        """Where a program has a connection in its hands: (expression, statement, whether before that statement)."""
        found: list[tuple[str, ast.stmt, bool]] = []
        for call in self.calls("accept"):
            statement = self.statement(call)
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple):
                found.append((self.text(statement.targets[0].elts[0]), statement, False))
        for block in self.all(ast.With):
            for item in block.items:
                if item.optional_vars and called(item.context_expr) == "create_connection":
                    found.append((self.text(item.optional_vars), block.body[0], True))
        for call in self.calls("connect"):
            statement = self.statement(call)
            if isinstance(call.func, ast.Attribute) and isinstance(statement, ast.Expr):
                found.append((self.text(call.func.value), statement, False))
        if not found:  # the function of a thread is given one
            for function in self.all(ast.FunctionDef):
                served = [a.arg for a in function.args.args if self._receives(function, a.arg)]
                found += [(name, first_statement(self, function), True) for name in served[:1]]
        return found

    def _receives(self, function: ast.FunctionDef, name: str) -> bool:
        return any(
            isinstance(call.func, ast.Attribute) and self.text(call.func.value) == name
            for call in ast.walk(function)
            if isinstance(call, ast.Call) and called(call) in RECEIVING
        )

    @cached_property
    def received(self) -> list[tuple[str, ast.Call, ast.stmt, bool]]:
        """Where received data get a name: (name, call, statement, whether this statement is the loop they head)."""
        found: list[tuple[str, ast.Call, ast.stmt, bool]] = []
        for call in self.calls(*RECEIVING):
            around = self.parent(call)
            if isinstance(around, ast.NamedExpr):
                statement = self.statement(around)
                if isinstance(statement, ast.While):
                    found.append((around.target.id, call, statement, True))
            elif isinstance(around, ast.Assign):
                target = around.targets[0]
                first = target.elts[0] if isinstance(target, ast.Tuple) else target
                if isinstance(first, ast.Name):
                    found.append((first.id, call, around, False))
        return found

    @cached_property
    def data_names(self) -> set[str]:
        """Names of what was received, read or made of it: not those of sockets and addresses."""
        assigned = (
            node
            for node in self.all(ast.Assign)
            if any(isinstance(n, ast.Call) for n in ast.walk(node.value))
        )
        targets = (target for node in assigned for target in node.targets)
        return {name for name, *_ in self.received} | {t.id for t in targets if isinstance(t, ast.Name)}

    def is_data(self, node: ast.AST) -> bool:
        """Whether an expression has to do with what was received or read."""
        names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        return bool(names & self.data_names) or any(isinstance(part, ast.Call) for part in ast.walk(node))

    def is_free(self, node: ast.AST) -> bool:
        """Whether it is said about a fault, in words that no exercise asks for."""
        if self.within(node, ast.ExceptHandler) or self.within(node, ast.Raise):
            return True
        around = self.within(node, ast.Call)
        return around is not None and (called(around) == "exit" or self.is_free(around))

    def is_shown(self, node: ast.AST) -> bool:
        """Whether it is printed, or asked of whoever sits there."""
        return called(self.within(node, ast.Call)) in ("print", "input")

    def on_receipt(self, statement: ast.stmt, heads: bool, text: str) -> tuple[int, int, str]:
        """The edit that puts lines where data have just been received."""
        if heads:
            assert isinstance(statement, ast.While)
            return self.ahead(statement.body[0], text)
        return self.behind(statement, text)


def called(node: ast.AST | None) -> str:
    """The name of the function or method that is called; empty for anything else."""
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute):
            return node.func.attr
        if isinstance(node.func, ast.Name):
            return node.func.id
    return ""


def first_statement(source: Source, function: Function) -> ast.stmt:
    """The first statement of a function after its docstring."""
    body = [s for s in function.body if not source.is_docstring(s)]
    return body[0] if body else function.body[0]


def is_left(statement: ast.stmt) -> bool:
    """Whether what stands behind a statement is ever reached."""
    if isinstance(statement, ast.With):
        return is_left(statement.body[-1])
    if isinstance(statement, ast.While) and isinstance(statement.test, ast.Constant):
        return any(isinstance(node, ast.Break) for node in ast.walk(statement))
    if isinstance(statement, ast.If) and is_main(statement.test):
        return is_left(statement.body[-1])
    return not (isinstance(statement, ast.Expr) and called(statement.value) in ("exit", "_exit"))


def is_main(test: ast.expr) -> bool:
    """Whether it asks for `__name__`: whether the program runs by itself."""
    return any(isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(test))


def argument(call: ast.Call) -> ast.expr | None:
    """The one argument of a call; None if there are none or several."""
    return call.args[0] if len(call.args) == 1 and not isinstance(call.args[0], ast.Starred) else None


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
