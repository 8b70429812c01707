"""Mistakes with text and bytes: encodings, blanks, line ends, what is printed and what is sent."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from sockgrade.mutants.change import Change, shown
from sockgrade.mutants.source import SENDING, Source, argument, called

_ENCODINGS = ("latin-1", "ascii", "utf-16")
#: What is done to bytes that are sent: (name, expression).
_TO_BYTES = (
    ("reversed", "({})[::-1]"),
    ("without the last byte", "({})[:-1]"),
    ("without the first byte", "({})[1:]"),
    ("with a line end", "({}) + b'\\n'"),
    ("with a NUL", "({}) + b'\\0'"),
    ("with a leading blank", "b' ' + ({})"),
    ("a constant", "b'hello'"),
)
#: What is done to bytes that were received, and are sent on.
_TO_RECEIVED = (
    ("strip()", "({}).strip()"),
    ("rstrip()", "({}).rstrip()"),
    ("upper()", "({}).upper()"),
    ("lower()", "({}).lower()"),
    ("LF for CR LF", "({}).replace(b'\\r\\n', b'\\n')"),
    ("without NUL", "({}).replace(b'\\0', b'')"),
    ("up to a NUL", "({}).partition(b'\\0')[0]"),
    ("decoded and encoded", "({}).decode(errors='replace').encode()"),
    ("decoded and encoded strictly", "({}).decode().encode()"),
    ("seven bits", "bytes(byte & 127 for byte in ({}))"),
)
#: What is done to the last thing that is printed.
_TO_OUTPUT = (
    ("as repr", "repr({})"),
    ("stripped", "({}).strip()"),
    ("at most 2000", "({})[:2000]"),
    ("at most 100", "({})[:100]"),
    ("without the end", "({})[:-1]"),
    ("decoded", "({}).decode(errors='replace')"),
    ("length only", "len({})"),
)


def encodes_otherwise(source: Source) -> Iterator[Change]:
    """Another encoding, stricter or laxer."""
    for call in source.calls("encode", "decode"):
        assert isinstance(call.func, ast.Attribute)
        _, end = source.span(call.func)
        _, close = source.span(call)
        if any(not keyword.arg for keyword in call.keywords):
            continue
        errors = next((source.text(k.value) for k in call.keywords if k.arg == "errors"), "")
        literal = _literal(call.func.value)
        for encoding in _ENCODINGS:
            if literal and literal.encode(encoding, "replace") == literal.encode():
                continue
            text = f'("{encoding}", errors={errors})' if errors else f'("{encoding}")'
            yield source.change(f"{called(call)} {encoding}", call, (end, close, text))
        for how in ("strict", "ignore") if errors else ():
            yield source.change(f"{called(call)} {how}", call, (end, close, f"(errors='{how}')"))
        if called(call) == "encode":
            start, _ = source.span(call.func.value)
            whose = source.text(call.func.value)
            for method in ("strip", "lstrip", "rstrip", "upper", "lower"):
                if literal and getattr(literal, method)() == literal:
                    continue
                edit = (start, end, f"({whose}).{method}().encode")
                yield source.change(f"{method}() before encode", call, edit)
            yield source.change("a line end before encode", call, (start, end, f"({whose} + '\\n').encode"))
        else:
            for method in ("strip", "lstrip", "rstrip", "upper", "lower"):
                yield source.change(f"{method}() after decode", call, (close, close, f".{method}()"))


def _literal(node: ast.AST) -> str:
    """The text that an expression is; empty if it has to be computed."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def strips_otherwise(source: Source) -> Iterator[Change]:
    """strip() where there was another, or none."""
    for call in source.calls("strip", "rstrip", "lstrip"):
        assert isinstance(call.func, ast.Attribute)
        whose = source.text(call.func.value)
        for other in ("", ".strip()", ".rstrip()", ".lstrip()"):
            yield source.replace(f"{called(call)}→{other or 'nothing'}", call, whose + other)
    for call in source.calls("input"):
        for name, text in (("strip()", ".strip()"), ("rstrip()", ".rstrip()"), ("at most 2000", "[:2000]")):
            yield source.replace(f"input {name}", call, source.text(call) + text)


def sends_otherwise(source: Source) -> Iterator[Change]:
    """Other bytes than those that should be sent."""
    for call in source.calls(*SENDING):
        if not call.args:
            continue
        data, whole = call.args[0], source.text(call)
        received = isinstance(data, ast.Name) and data.id in source.data_names
        for name, text in _TO_BYTES + (_TO_RECEIVED if received else ()):
            yield source.replace(f"sends {name}", data, text.format(source.text(data)))
        statement = source.statement(call)
        if isinstance(statement, ast.Expr):
            yield source.rewrite("sends twice", statement, f"{whole}\n{whole}")
        if isinstance(statement, ast.Expr) and received:
            start, end = source.span(data)
            offset, _ = source.span(statement)
            head, tail = (
                source.data[offset:start].decode(),
                source.data[end : source.span(statement)[1]].decode(),
            )
            late = f'{head}globals().get("last", {source.text(data)}){tail}\nglobals()["last"] = {source.text(data)}'
            yield source.rewrite("is one message late", statement, late)


def prints_otherwise(source: Source) -> Iterator[Change]:
    """Other words than those that should be printed."""
    for call in source.calls("print"):
        statement, whole = source.statement(call), source.text(call)
        if not isinstance(statement, ast.Expr) or source.is_free(call):
            continue
        if not any(isinstance(part, ast.Name) for value in call.args for part in ast.walk(value)):
            continue  # a greeting
        _, end = source.span(call)
        yield source.change("prints no line end", call, (end - 1, end, ', end="")'))
        yield source.rewrite("prints twice", statement, f"{whole}\n{whole}")
        for argument_ in call.args:
            if source.is_data(argument_):
                for name, text in _TO_OUTPUT:
                    changed = text.format(source.text(argument_))
                    yield source.replace(
                        f"prints {shown(source.text(argument_), 20)} {name}", argument_, changed
                    )


def drops_repr(source: Source) -> Iterator[Change]:
    """repr() left out, or asked for in an f-string."""
    for call in source.calls("repr"):
        if (value := argument(call)) is not None:
            yield source.replace("repr→str", call, f"str({source.text(value)}, errors='replace')")
    for call in source.calls("ctime"):
        for name, text in (
            ("ctime(0)", "time.ctime(0)"),
            ("the time of the start", "globals().setdefault('began', time.ctime())"),
            ("asctime of an hour ago", "time.ctime(time.time() - 3600)"),
            ("ISO 8601", "time.strftime('%Y-%m-%dT%H:%M:%S')"),
            ("another order", "time.strftime('%d %b %Y %H:%M:%S')"),
            ("no seconds", "time.strftime('%a %b %d %H:%M %Y')"),
        ):
            yield source.replace(f"ctime→{name}", call, text)


OPERATORS = (encodes_otherwise, strips_otherwise, sends_otherwise, prints_otherwise, drops_repr)
