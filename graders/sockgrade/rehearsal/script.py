"""What happened in a check as a Python script of plain sockets: to be read, changed, and run without sockgrade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from sockgrade.course import ProgramSpec
from sockgrade.evidence.events import Act, Event, Party
from sockgrade.evidence.text import visible_lines

Step = tuple[Event, bytes]
"""What happened, and all the data that was sent, received or typed."""

#: The script that has no steps yet, and where they go.
_TEMPLATE, _HERE = Path(__file__).with_name("by_hand.py"), "    rest()\n"
#: Bytes that are written out, and of more of them the beginning and the end.
_WRITTEN, _END = 200, 40
#: Bytes after which a long message may begin anew.
_PERIOD = 64
#: Pieces that are worth a loop.
_MANY = 3
#: Seconds between two steps that are waited for.
_PAUSE = 0.5
_LAUNCHED = {Act.STARTED, Act.LISTENED}
_HEARD = {Act.RECEIVED, Act.GOT_END, Act.GOT_RESET}
_SIMPLE = {Act.FINISHED: "finish", Act.BROKE_OFF: "reset", Act.CLOSED: "close"}
#: Where a socket is reached that is bound to all addresses.
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
_MACHINE, _MACHINE_IN_PYTHON = "gethostname()", "socket.gethostname()"


def script(title: str, spec: ProgramSpec, command: str, steps: Sequence[Step]) -> str:
    """The script. `command` is the shell's, and starts the program; `title` is for the script's readers."""
    _, _, tools = _TEMPLATE.read_text(encoding="utf-8").partition('"""\n')
    said = "\n".join(visible_lines(title, most=_WRITTEN)).replace("\\", "\\\\").replace('"""', "'''")
    lines = [f"    {line}\n" for line in _Writer(spec, command, steps).lines()]
    return f'"""{said}\n"""\n{tools.replace(_HERE, "".join(lines) + _HERE, 1)}'


class _Writer:
    """Writes a conversation down, a line for each step."""

    def __init__(self, spec: ProgramSpec, command: str, steps: Sequence[Step]) -> None:
        self._spec, self._command = spec, command
        self._steps = _last_attempt([s for s in steps if s[0].party is Party.GRADER or _is_heeded(s[0])])
        self._several = len({event.connection for event, _ in self._steps if event.connection}) > 1
        self._server = self._place(spec.address or "127.0.0.1", spec.port)
        """Where the program listens, in Python."""
        self._known: set[int] = set()
        """UDP sockets that there are already."""

    def lines(self) -> Iterator[str]:
        steps = list(self._steps)
        # How it ends is shown by rest(), with whatever the program has to say beyond that.
        while steps and steps[-1][0].act in _HEARD:
            steps.pop()
        before = steps[0][0].seconds if steps else 0.0
        for alike in _groups(steps):
            act, _ = _kind(alike[0])
            waited = alike[0][0].seconds - before
            if waited > _PAUSE and alike[0][0].party is Party.GRADER:
                yield f"time.sleep({waited:.1f})"  # the grader had waited as well
            before = alike[-1][0].seconds
            if act is Act.RECEIVED:
                yield self._receive(alike)
            elif act is Act.SENT:
                yield from self._send(alike)
            else:
                for event, data in alike:
                    yield from self._other(event, data)
        yield from self._missing()

    def _missing(self) -> Iterator[str]:
        """A step that shows what the grader has only looked at: where a server listens, whether a client comes."""
        acts, spec = {event.act for event, _ in self._steps}, self._spec
        if spec.role == "server" and acts <= _LAUNCHED:
            # Whoever listens on all addresses is reached at this one, too.
            where = self._place(spec.address or "127.0.0.2", spec.port)
            meet = "connect" if spec.transport == "tcp" else "datagrams"
            yield f"client = {meet}('client', {where})"
            if spec.transport == "udp":
                yield "client.send(b'hello')"
        is_awaited = Act.AWAITED in acts and Act.ACCEPTED not in acts
        if is_awaited and (spec.role, spec.transport) == ("client", "tcp"):
            yield "connection = accept('connection')"

    def _receive(self, steps: Sequence[Step]) -> str:
        name = self._name(steps[0][0])
        if self._is_asked:
            self._known.update(event.connection for event, _ in steps)
        ends = any(event.act is not Act.RECEIVED for event, _ in steps)
        return f"{name}.receive({'' if ends else sum(len(data) for _, data in steps)})"

    def _send(self, steps: Sequence[Step]) -> Iterator[str]:
        event, _ = steps[0]
        name = self._name(event)
        if self._spec.transport == "udp" and event.connection not in self._known:
            self._known.add(event.connection)
            # To a client, whoever has not been asked is a stranger.
            yield f"{name} = {'server.another()' if self._is_asked else f'datagrams({name!r}, {self._server})'}"
        pieces = [data for _, data in steps]
        if len(pieces) < _MANY:
            yield from (f"{name}.send({_literal(piece)})" for piece in pieces)
        elif all(len(piece) == 1 for piece in pieces):
            yield f"for byte in {_literal(b''.join(pieces))}:"
            yield f"    {name}.send(bytes([byte]))"
        else:
            yield f"for piece in [{', '.join(map(_literal, pieces))}]:"
            yield f"    {name}.send(piece)"

    def _other(self, event: Event, data: bytes) -> Iterator[str]:
        name = self._name(event)
        match event.act:
            case Act.LAID:
                yield f"lay({event.text!r}, {_literal(data)})"
            case Act.NAMED:
                yield f"# here the program finds a name: {event.text}"
            case Act.STARTED:
                yield f"start({f'{self._command} {event.text}'.strip()!r})"
            case Act.LISTENED:
                address, port = _split(event.text)
                self._server = self._place(_ANYWHERE.get(address, address), port)
            case Act.AWAITED:
                where = self._place(*_split(event.text))
                is_udp = self._spec.transport == "udp"
                yield f"server = receive_datagrams({where})" if is_udp else f"listen({where})"
            case Act.ACCEPTED:
                yield f"{name} = accept({name!r})"
            case Act.CONNECTED:
                source, _ = _split(event.text)
                # What else the kernel would choose.
                chosen = source in ("127.0.0.1", "::1") or f"{source!r}," in self._server
                yield f"{name} = connect({name!r}, {self._server}{'' if chosen else f', source={source!r}'})"
            case Act.PASSED:
                protocol, source, target, *options = event.text.partition(":")[0].split()[1::2]
                said = "".join(f", options=bytes.fromhex({digits!r})" for digits in options)
                yield f"send_packet({protocol}, {_literal(data)}, {source!r}, {target!r}{said})"
            case Act.REFUSED:
                yield f"another = connect('another', {self._server})"
            case Act.TYPED:
                yield f"type_in({_literal(data)})"
            case Act.ENDED_INPUT:
                yield "end_input()"
            case Act.SIGNALLED:
                yield f"send_signal(signal.{event.text})"
            case act if act in _SIMPLE:
                yield f"{name}.{_SIMPLE[act]}({_literal(data) if data else ''})"

    def _name(self, event: Event) -> str:
        """A name for the grader's end of a connection."""
        if self._is_asked:  # at one socket, to which all of the program's come
            return "stranger" if event.act is Act.SENT and event.connection not in self._known else "server"
        name = "connection" if self._spec.role == "client" else "client"
        return f"{name}{event.connection}" if self._several else name

    @property
    def _is_asked(self) -> bool:
        """Whether the program sends it datagrams."""
        return self._spec.role == "client" and self._spec.transport == "udp"

    def _place(self, address: str, port: int) -> str:
        """An address and a port in Python; the machine's own is another one in a sandbox."""
        is_own = self._spec.address == _MACHINE and not address.startswith(("127.0.0.", "::"))
        return f"{_MACHINE_IN_PYTHON if is_own else repr(address)}, {port}"


def _is_heeded(event: Event) -> bool:
    return event.act in _LAUNCHED | _HEARD


def _last_attempt(steps: Sequence[Step]) -> Sequence[Step]:
    """A client that went elsewhere was started anew, and met there: what was before that taught nothing else."""
    begins = [
        number
        for number, (event, _) in enumerate(steps)
        if event.act is Act.AWAITED and number and steps[number - 1][0].act is not Act.AWAITED
    ]
    return steps[begins[-1] :] if begins else steps


def _groups(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Steps of one kind that follow each other; a message that goes out with a FIN is part of that."""
    groups = [list(group) for _, group in groupby(steps, key=_kind)]
    for group, behind in pairwise([*groups, []]):
        (event, data), *more = group
        if (
            behind
            and not more
            and event.act is Act.SENT
            and _kind(behind[0]) == (Act.FINISHED, event.connection)
        ):
            behind[0] = behind[0][0], data
        else:
            yield group


def _kind(step: Step) -> tuple[Act, int]:
    event, _ = step
    return Act.RECEIVED if event.act in _HEARD else event.act, event.connection


def _split(place: str) -> tuple[str, int]:
    """`TCP 127.0.0.1:80`, or the same without the transport, taken apart."""
    address, _, port = place.rpartition(" ")[2].rpartition(":")
    return address.strip("[]"), int(port)


def _literal(data: bytes) -> str:
    """Bytes in Python; what would be long is made anew, with the same ends."""
    if len(data) <= _WRITTEN:
        return repr(data)
    for length in range(1, _PERIOD + 1):
        times, rest = divmod(len(data), length)
        if data == data[:length] * times + data[:rest]:
            return f"{data[:length]!r} * {times}" + (f" + {data[:rest]!r}" if rest else "")
    middle = data[_END:-_END]
    made = "letters" if middle.isascii() else "noise"
    return f"{data[:_END]!r} + {made}({len(middle)}) + {data[-_END:]!r}"
