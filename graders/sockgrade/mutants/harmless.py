"""Controls in Python: other ways to write the same program, and what a correct program may do as well."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from sockgrade.mutants.change import Change
from sockgrade.mutants.source import Function, Source, argument, called

#: Bytes. Smaller than any message that is called long; the kernel doubles it (socket(7)).
_SMALL = 2048
#: Seconds.
_PAUSE = 0.05
_SLEEP = f"the_time.sleep({_PAUSE})"


def renames_a_variable(source: Source) -> Iterator[Change]:
    """Another name for a local variable."""
    functions: list[Function] = [*source.all(ast.FunctionDef), *source.all(ast.AsyncFunctionDef)]
    for function in functions:
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        outer = {
            name
            for node in ast.walk(function)
            if isinstance(node, ast.Global | ast.Nonlocal)
            for name in node.names
        }
        assigned = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        caught = {h.name for h in ast.walk(function) if isinstance(h, ast.ExceptHandler)}
        for name in sorted(assigned - outer - caught - _parameters(function)):
            edits = [(*source.span(node), f"{name}_1") for node in names if node.id == name]
            yield source.change(f"{name}→{name}_1", function, *edits)


def _parameters(function: Function) -> set[str]:
    return {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}


def reorders_functions(source: Source) -> Iterator[Change]:
    """Two functions in the other order."""
    for one, two in itertools.pairwise(source.tree.body):
        if isinstance(one, ast.FunctionDef) and isinstance(two, ast.FunctionDef):
            edits = (*source.span(one), source.text(two)), (*source.span(two), source.text(one))
            yield source.change(f"{one.name}() one later", one, *edits)


def comments(source: Source) -> Iterator[Change]:
    """A comment more, the docstrings gone."""
    yield source.change("a comment", source.tree.body[0], (0, 0, "# This is a comment.\n\n"))
    for statement in source.tree.body:
        if source.is_docstring(statement):
            yield source.replace("no docstring", statement, "pass")


def receives_more(source: Source) -> Iterator[Change]:
    """A larger buffer, in loops that take pieces as they come."""
    for _, call, _, heads in source.received:
        size = argument(call)
        if not heads or called(call) != "recv" or not isinstance(size, ast.Constant):
            continue
        if isinstance(size.value, int) and size.value >= 1024:  # less may be what the exercise asks for
            for other in (size.value * 2, 65536):
                yield source.replace(f"recv({size.value})→recv({other})", size, str(other))


def sends_in_pieces(source: Source) -> Iterator[Change]:
    """send() in a loop; pieces with pauses between them; a pause before."""
    for call in source.calls("sendall"):
        statement = source.statement(call)
        if not isinstance(statement, ast.Expr) or not call.args:
            continue
        whose, data = source.text(call.func).removesuffix(".sendall"), source.text(call.args[0])
        loop = f"rest = memoryview({data})\nwhile rest:\n    rest = rest[{whose}.send(rest):]"
        yield source.rewrite("send() in a loop", statement, loop)
        loop = f"rest = {data}\nwhile rest:\n    {whose}.sendall(rest[:{{}}])\n    rest = rest[{{}}:]"
        yield source.rewrite("in pieces of 1000", statement, loop.replace("{}", "1000"))
        yield source.rewrite("a memoryview", statement, f"{whose}.sendall(memoryview({data}))")
        pausing = f"{whose}.sendall({data}[:1])\n{_SLEEP}\n{whose}.sendall({data}[1:])"
        # Who receives once, as a program that is its own server may, would get the first piece only.
        talks_to_itself = any(source.calls("accept")) and any(source.calls("create_connection", "connect"))
        if isinstance(call.args[0], ast.Name | ast.Constant) and not talks_to_itself:
            yield _with_time(source, source.rewrite("in two pieces, with a pause", statement, pausing))
        ahead = source.change("a pause before it sends", statement, source.ahead(statement, _SLEEP))
        yield _with_time(source, ahead)


def pauses(source: Source) -> Iterator[Change]:
    """A pause at the start, before accept(), after a print()."""
    first = next(
        s for s in source.tree.body if not source.is_docstring(s) and not isinstance(s, ast.ImportFrom)
    )
    yield _with_time(source, source.change("starts late", first, source.ahead(first, "the_time.sleep(0.3)")))
    for call in source.calls("accept", "create_connection", "connect"):
        statement = source.statement(call)
        change = source.change(f"a pause before {called(call)}()", statement, source.ahead(statement, _SLEEP))
        yield _with_time(source, change)
    for name, call, statement, heads in source.received:
        change = source.change(f"a pause with {name}", call, source.on_receipt(statement, heads, _SLEEP))
        yield _with_time(source, change)


def sets_options(source: Source) -> Iterator[Change]:
    """Socket options that change no byte."""
    for name, statement, ahead in source.connections if b"SOCK_DGRAM" not in source.data else ():
        put = source.ahead if ahead else source.behind
        for option, text in (
            ("TCP_NODELAY", "the_socket.IPPROTO_TCP, the_socket.TCP_NODELAY, 1"),
            ("SO_KEEPALIVE", "the_socket.SOL_SOCKET, the_socket.SO_KEEPALIVE, 1"),
            ("small SO_RCVBUF", f"the_socket.SOL_SOCKET, the_socket.SO_RCVBUF, {_SMALL}"),
            ("small SO_SNDBUF", f"the_socket.SOL_SOCKET, the_socket.SO_SNDBUF, {_SMALL}"),
        ):
            edit = put(statement, f"{name}.setsockopt({text})")
            yield source.change(option, statement, edit, source.importing("socket"))
    for call in source.calls("bind"):
        statement = source.statement(call)
        if not isinstance(call.func, ast.Attribute) or not isinstance(statement, ast.Expr):
            continue
        whose = source.text(call.func.value)
        for option, text in (
            ("SO_REUSEPORT", "the_socket.SOL_SOCKET, the_socket.SO_REUSEPORT, 1"),
            ("SO_RCVBUF", "the_socket.SOL_SOCKET, the_socket.SO_RCVBUF, 1 << 20"),
        ):
            edit = source.ahead(statement, f"{whose}.setsockopt({text})")
            yield source.change(option, statement, edit, source.importing("socket"))


def lets_others_wait(source: Source) -> Iterator[Change]:
    """Another backlog."""
    for call in source.calls("listen"):
        assert isinstance(call.func, ast.Attribute)
        for backlog in ("5", "128", "4096"):
            yield source.replace(f"listen({backlog})", call, f"{source.text(call.func)}({backlog})")


def closes_by_hand(source: Source) -> Iterator[Change]:
    """try … finally: close() in place of `with`."""
    for block in source.all(ast.With):
        item = block.items[0]
        known = item.optional_vars or item.context_expr
        is_socket = called(item.context_expr) in ("", "socket", "create_server", "create_connection")
        if len(block.items) > 1 or not isinstance(known, ast.Name) or not is_socket:
            continue
        start, _ = source.span(block)
        _, header = source.span(known)
        indent = source.indent(block)
        opened = f"{known.id} = {source.text(item.context_expr)}\n{indent}" if item.optional_vars else ""
        edits = (start, header, f"{opened}try"), source.behind(block, f"finally:\n    {known.id}.close()")
        yield source.change(f"{known.id}.close() by hand", block, *edits)


def prints_in_other_ways(source: Source) -> Iterator[Change]:
    """The same line, made otherwise."""
    for call in source.calls("print"):
        if call.keywords or not call.args or any(isinstance(a, ast.Starred) for a in call.args):
            continue
        _, end = source.span(call)
        yield source.change("print flushes", call, (end - 1, end, ", flush=True)"))
        arguments = ", ".join(source.text(a) for a in call.args)
        yield source.replace("print of a joined text", call, f'print(" ".join(map(str, ({arguments},))))')
        if len(call.args) > 1:
            yield source.replace("print of an f-string", call, _as_f_string(call))
        written = f'__import__("sys").stdout.write(" ".join(map(str, ({arguments},))) + "\\n")'
        yield source.replace("stdout.write()", call, written)
    for call in source.calls("repr"):
        if (value := argument(call)) is not None:
            yield source.replace("!r for repr()", call, f'f"{{{ast.unparse(value)}!r}}"')


def _as_f_string(call: ast.Call) -> str:
    """`print("a", b)` as `print(f"a {b}")`."""
    parts: list[ast.expr] = []
    for value in call.args:
        parts.append(ast.Constant(" "))
        text = isinstance(value, ast.Constant) and isinstance(value.value, str)
        parts.append(value if text else ast.FormattedValue(value, -1, None))
    return f"print({ast.unparse(ast.JoinedStr(parts[1:]))})"


def makes_the_socket_otherwise(source: Source) -> Iterator[Change]:
    """The defaults of socket(), or all it takes."""
    for call in source.calls("socket"):
        arguments = [source.text(a) for a in call.args]
        if [text.rpartition(".")[2] for text in arguments] == ["AF_INET", "SOCK_STREAM"]:
            yield source.replace("socket()", call, f"{source.text(call.func)}()")
        if len(arguments) == 2:
            yield source.replace("socket(…, 0)", call, f"{source.text(call.func)}({', '.join(arguments)}, 0)")


def switches_threads_often(source: Source) -> Iterator[Change]:
    """The interpreter changes threads all the time."""
    if any(source.calls("Thread")):
        last = source.tree.body[-1]
        edit = source.ahead(last, "the_sys.setswitchinterval(1e-6)")
        yield source.change("switches threads often", last, edit, source.importing("sys"))


def _with_time(source: Source, change: Change) -> Change:
    return Change(change.name, change.line, (source.importing("time"), *change.edits))


OPERATORS = (
    renames_a_variable,
    reorders_functions,
    comments,
    receives_more,
    sends_in_pieces,
    pauses,
    sets_options,
    lets_others_wait,
    closes_by_hand,
    prints_in_other_ways,
    makes_the_socket_otherwise,
    switches_threads_often,
)
