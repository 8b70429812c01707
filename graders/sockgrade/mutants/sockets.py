"""Mistakes with sockets: sizes, ends, options, addresses, time-outs, several clients."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from sockgrade.mutants.change import Change, shown
from sockgrade.mutants.source import SENDING, Function, Source, argument, called, first_statement

#: Words that some programs take for a command.
_MAGIC = ("end", "exit", "quit", "bye")
#: What is taken for an address.
_ADDRESSES = {"127.0.0.1": ("", "127.0.0.2"), "localhost": ("", "127.0.0.2"), "": ("localhost", "127.0.0.1")}
#: struct linger: on, no time. Closing then resets the connection (socket(7)).
_RESETS = 'setsockopt(1, 13, bytes.fromhex("0100000000000000"))'


def receives_little(source: Source) -> Iterator[Change]:
    """recv(1024) → recv(8)."""
    for call in source.calls("recv", "recvfrom", "read"):
        if (size := argument(call)) is not None:
            for other in ("1", "8"):
                yield source.replace(
                    f"{called(call)}({source.text(size)})→{called(call)}({other})", size, other
                )


def sends_a_part(source: Source) -> Iterator[Change]:
    """sendall → send, and only what a short buffer holds."""
    for call in source.calls("sendall"):
        assert isinstance(call.func, ast.Attribute)
        _, end = source.span(call.func)
        yield source.change("sendall→send", call, (end - len("sendall"), end, "send"))
    for call in source.calls(*SENDING):
        if not call.args:
            continue
        data = call.args[0]
        if source.is_data(data) and any(isinstance(part, ast.Name) for part in ast.walk(data)):
            yield source.replace("sends at most 2000", data, f"({source.text(data)})[:2000]")


def does_not_close(source: Source) -> Iterator[Change]:
    """A socket that is never closed: no `with`, and somebody still knows it."""
    if not _serves_many(source):
        return  # what a program leaves open, its end closes
    for block in source.all(ast.With):
        for item in block.items:
            known = item.optional_vars or item.context_expr
            is_listener = called(item.context_expr) in ("socket", "create_server")
            if len(block.items) == 1 and isinstance(known, ast.Name) and not is_listener:
                start, _ = source.span(block)
                _, end = source.span(known)
                assigned = f"{known.id} = {source.text(item.context_expr)}" if item.optional_vars else "pass"
                remembered = f'globals().setdefault("kept", []).append({known.id})'
                indent = source.indent(block)
                for name, more in (("never closes", ""), ("remembers", f"\n{indent}{remembered}")):
                    text = f"{assigned}{more}\n{indent}if True"
                    yield source.change(f"{name} {known.id}", block, (start, end, text))


def closes_with_a_reset(source: Source) -> Iterator[Change]:
    """SO_LINGER 0: what has not been sent yet is lost."""
    for name, statement, ahead in source.connections:
        put = source.ahead if ahead else source.behind
        yield source.change("closes with a reset", statement, put(statement, f"{name}.{_RESETS}"))


def gives_up(source: Source) -> Iterator[Change]:
    """A time-out that nobody asked for."""
    for seconds in (1, 2):
        for name, statement, ahead in source.connections:
            put = source.ahead if ahead else source.behind
            change = f"{name}.settimeout({seconds})"
            yield source.change(f"adds {change}", statement, put(statement, change))
        for call in source.calls("listen", "bind"):
            statement = source.statement(call)
            if isinstance(call.func, ast.Attribute):
                change = f"{source.text(call.func.value)}.settimeout({seconds})"
                yield source.change(f"adds {change}", statement, source.behind(statement, change))


def is_elsewhere(source: Source) -> Iterator[Change]:
    """Another address or port."""
    for constant in source.all(ast.Constant):
        if constant.value in _ADDRESSES and isinstance(source.parent(constant), ast.Tuple):
            assert isinstance(constant.value, str)
            for other in _ADDRESSES[constant.value]:
                yield source.replace(f"{constant.value!r}→{other!r}", constant, repr(other))
    for call in source.calls("gethostname"):
        for other in ("", "localhost", "127.0.0.1"):
            yield source.replace(f"gethostname()→{other!r}", call, repr(other))


def obeys_a_word(source: Source) -> Iterator[Change]:
    """The conversation ends at a word, or after ten messages."""
    for name, call, statement, heads in source.received:
        leave = "break" if heads or source.within(statement, ast.While) else "raise SystemExit"
        buffer = argument(call) if called(call) == "recv_into" else None
        data = name if buffer is None else f"{source.text(buffer)}[:{name}]"
        for word in _MAGIC:
            text = f'if {data} == b"{word}": {leave}'
            yield source.change(f"ends at {word}", call, source.on_receipt(statement, heads, text))


def stops_counting(source: Source) -> Iterator[Change]:
    """A loop that ends after its first round, or after ten."""
    loops: list[ast.While | ast.For] = [*source.all(ast.While), *source.all(ast.For)]
    for loop in loops:
        last = loop.body[-1]
        what = shown(source.text(loop.test) if isinstance(loop, ast.While) else source.text(loop.iter))
        yield source.change(f"one round of: {what}", loop, source.behind(last, "break"))
        counting = "rounds += 1\nif rounds == 10: break"
        edits = source.ahead(loop, "rounds = 0"), source.behind(last, counting)
        yield source.change(f"ten rounds of: {what}", loop, *edits)


def misreads_the_end(source: Source) -> Iterator[Change]:
    """Takes a short piece for the last one, or a full one for one of several."""
    for name, call, statement, heads in source.received:
        size = argument(call)
        if size is None or called(call) not in ("recv", "recvfrom"):
            continue
        asked, whose = source.text(size), source.text(call.func)
        if heads:
            assert isinstance(statement, ast.While)
            text = f"if len({name}) < {asked}: break"
            yield source.change("ends at a short piece", call, source.behind(statement.body[-1], text))
        if called(call) == "recv":
            text = f"while len({name}) % {asked} == 0 and (more := {whose}({asked})): {name} += more"
            yield source.change(
                "waits for more of a full buffer", call, source.on_receipt(statement, heads, text)
            )


def answers_a_datagram(source: Source) -> Iterator[Change]:
    """A UDP server that answers."""
    for name, call, statement, heads in source.received:
        if (
            called(call) == "recvfrom"
            and isinstance(statement, ast.Assign)
            and isinstance(call.func, ast.Attribute)
        ):
            target = statement.targets[0]
            if isinstance(target, ast.Tuple):
                text = f"{source.text(call.func.value)}.sendto({name}, {ast.unparse(target.elts[1])})"
                yield source.change("answers", call, source.on_receipt(statement, heads, text))


def splits_a_datagram(source: Source) -> Iterator[Change]:
    """Two datagrams for one message."""
    for call in source.calls("sendto"):
        statement = source.statement(call)
        if isinstance(statement, ast.Expr) and len(call.args) == 2:
            whose, data, to = (source.text(part) for part in (call.func, *call.args))
            text = f"{whose}(({data})[:1], {to})\n{whose}(({data})[1:], {to})"
            yield source.rewrite("in two datagrams", statement, text)


def tells_everybody(source: Source) -> Iterator[Change]:
    """What one client sends goes to all of them."""
    if not any(_served_by_threads(source)):
        return  # the others have been closed
    for call in source.calls("sendall"):
        statement = source.statement(call)
        if isinstance(statement, ast.Expr) and isinstance(call.func, ast.Attribute) and call.args:
            everybody = 'globals().setdefault("everybody", set())'
            whose = source.text(call.func.value)
            text = (
                f"{everybody}.add({whose})\n"
                f"for each in [one for one in everybody if one.fileno() >= 0]: "
                f"each.sendall({source.text(call.args[0])})"
            )
            yield source.rewrite("sends to everybody", statement, text)


def mixes_up_threads(source: Source) -> Iterator[Change]:
    """A thread that is waited for, that is no thread, or that shares what should be its own."""
    for call in source.calls("Thread"):
        for keyword in call.keywords:
            if keyword.arg == "daemon":
                yield source.replace("no daemon", keyword.value, "False")
        if call.keywords and not any(keyword.arg == "daemon" for keyword in call.keywords):
            start, end = source.span(call.keywords[-1].value)
            yield source.change(
                "a daemon", call, (start, end, f"{source.text(call.keywords[-1].value)}, daemon=True")
            )
    for call in source.calls("start"):
        assert isinstance(call.func, ast.Attribute)
        _, end = source.span(call.func)
        yield source.change("start→run", call, (end - len("start"), end, "run"))
        statement = source.statement(call)
        if isinstance(statement, ast.Expr):
            whose = source.text(call.func.value)
            yield source.rewrite(
                "joined at once", statement, f"worker = {whose}\nworker.start()\nworker.join()"
            )
    for function in _served_by_threads(source):
        locked = (
            f"lock, unlocked = __import__('threading').Lock(), {function.name}\n"
            f"def {function.name}(*arguments):\n    with lock: return unlocked(*arguments)"
        )
        yield source.change("one lock for all", function, source.behind(function, locked))
        yield from _shares(source, function)


def _shares(source: Source, function: Function) -> Iterator[Change]:
    first = first_statement(source, function)
    parameters = {parameter.arg for parameter in function.args.args}
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    for name in sorted({node.id for node in names if isinstance(node.ctx, ast.Store)} - parameters):
        yield source.change(f"global {name}", first, source.ahead(first, f"global {name}"))
    for name in sorted(parameters - {"self"}):
        uses = [(*source.span(node), f"shared_{name}") for node in names if node.id == name]
        start = source.ahead(first, f"global shared_{name}\nshared_{name} = {name}")
        yield source.change(f"global {name}", first, start, *uses)


def _served_by_threads(source: Source) -> Iterator[Function]:
    """Functions that serve clients in threads: they are a thread's target, or given to an executor."""
    if not _serves_many(source):
        return
    targets = {
        keyword.value.id
        for call in source.calls("Thread")
        for keyword in call.keywords
        if keyword.arg == "target" and isinstance(keyword.value, ast.Name)
    }
    targets |= {
        call.args[0].id for call in source.calls("submit") if call.args and isinstance(call.args[0], ast.Name)
    }
    for function in source.all(ast.FunctionDef):
        if function.name in targets:
            yield function


def _serves_many(source: Source) -> bool:
    """Whether it calls accept() in a loop."""
    return any(source.within(call, ast.While) for call in source.calls("accept"))


def locks_while_sending(source: Source) -> Iterator[Change]:
    """One lock around what may wait for a client."""
    if not any(_served_by_threads(source)):
        return
    for call in source.calls("sendall"):
        statement = source.statement(call)
        if isinstance(statement, ast.Expr):
            lock = 'globals().setdefault("lock", __import__("threading").Lock())'
            yield source.rewrite(
                "one lock while sending", statement, f"with {lock}: {source.text(statement)}"
            )


def dies_of_a_signal(source: Source) -> Iterator[Change]:
    """SIGPIPE ends a program that writes to a connection nobody reads any more."""
    if any(source.calls("accept")):
        first = source.tree.body[-1]
        edit = source.ahead(first, "import signal\nsignal.signal(signal.SIGPIPE, signal.SIG_DFL)")
        yield source.change("dies of SIGPIPE", first, edit)


OPERATORS = (
    receives_little,
    sends_a_part,
    does_not_close,
    closes_with_a_reset,
    gives_up,
    is_elsewhere,
    obeys_a_word,
    stops_counting,
    misreads_the_end,
    answers_a_datagram,
    splits_a_datagram,
    tells_everybody,
    mixes_up_threads,
    locks_while_sending,
    dies_of_a_signal,
)
