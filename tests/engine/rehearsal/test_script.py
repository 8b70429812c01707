"""A conversation as a script: it says in Python what was sent, whatever that was."""

from __future__ import annotations

import ast
import random
from collections.abc import Sequence

import pytest

from sockgrade.course import Course
from sockgrade.evidence.events import Act, Event
from sockgrade.rehearsal import by_hand
from sockgrade.rehearsal.script import Step, script

SERVER = Course.default().program("fsst/echo/server")
CLIENT = Course.default().program("fsst/echo/client")
STARTED = [(Event(0.0, Act.STARTED), b""), (Event(0.1, Act.LISTENED, "TCP 0.0.0.0:61111"), b"")]
CONNECTED = (Event(0.1, Act.CONNECTED, "127.0.0.1:50000", connection=1), b"")


def sent(data: bytes, connection: int = 1, seconds: float = 0.2) -> Step:
    return Event(seconds, Act.SENT, size=len(data), connection=connection), data


def steps_of(text: str) -> list[str]:
    """The lines of play(), as Python sees them."""
    module = ast.parse(text)
    (play,) = (node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == "play")
    return [ast.unparse(statement) for statement in play.body]


def written(*steps: Step) -> list[str]:
    return steps_of(script("A title", SERVER, "python3 server.py", [*STARTED, CONNECTED, *steps]))


def test_a_conversation_reads_as_python() -> None:
    heard = (Event(0.3, Act.RECEIVED, connection=1), b"Hallo")
    finished = (Event(0.3, Act.FINISHED, connection=1), b"")
    interrupted = (Event(0.4, Act.SIGNALLED, "SIGINT"), b"")
    assert written(sent(b"Hallo"), heard, finished, interrupted) == [
        "start('python3 server.py')",
        "client = connect('client', '127.0.0.1', 61111)",
        "client.send(b'Hallo')",
        "client.receive(5)",
        "client.finish()",
        "send_signal(signal.SIGINT)",
        "rest()",
    ]


def test_a_message_goes_out_together_with_the_end() -> None:
    finished = (Event(0.2, Act.FINISHED, connection=1), b"")
    assert written(sent(b"Hallo"), finished)[2:] == ["client.finish(b'Hallo')", "rest()"]
    assert written(sent(b"H"), sent(b"i"), finished)[2:] == [
        "client.send(b'H')",
        "client.send(b'i')",
        "client.finish()",
        "rest()",
    ]


def test_silence_is_kept_and_pieces_are_a_loop() -> None:
    pieces = [sent(bytes([byte]), seconds=3.1) for byte in b"abc"]
    assert written(*pieces)[2:] == [
        "time.sleep(3.0)",
        "for byte in b'abc':\n    client.send(bytes([byte]))",
        "rest()",
    ]


def test_packets_pass_by_again() -> None:
    places = (
        ("17 from 127.0.0.5 to 127.0.0.6", b""),
        ("1 from 127.0.0.5 to 127.0.0.6 options 01010100", b"hi"),
    )
    steps = [
        (Event(0.2, Act.PASSED, f"protocol {place}: b'x to: y'", len(data)), data) for place, data in places
    ]
    assert written(*steps)[2:] == [
        "send_packet(17, b'', '127.0.0.5', '127.0.0.6')",
        "send_packet(1, b'hi', '127.0.0.5', '127.0.0.6', options=bytes.fromhex('01010100'))",
        "rest()",
    ]


def test_a_client_that_went_elsewhere_is_met_there_at_once() -> None:
    def attempt(port: int) -> Sequence[Step]:
        return [(Event(0.0, Act.AWAITED, f"TCP 127.0.0.1:{port}"), b""), (Event(0.1, Act.STARTED), b"")]

    lines = steps_of(script("", CLIENT, "python3 client.py", [*attempt(61111), *attempt(6111)]))
    assert lines == [
        "listen('127.0.0.1', 6111)",
        "start('python3 client.py')",
        "connection = accept('connection')",
        "rest()",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"'\"\\\n\0\xff",
        "Grüße".encode(),
        b"abc" * 20_000 + b"ab",
        random.Random(1).randbytes(199),
    ],
)
def test_what_was_sent_is_what_the_script_sends(data: bytes) -> None:
    call = written(sent(data))[2]
    assert len(call) < 1000
    assert eval(call.removeprefix("client.send")) == data


@pytest.mark.parametrize("data", [random.Random(2).randbytes(5000), by_hand.letters(100_000) + b"\r\n"])
def test_what_is_too_long_to_be_read_is_made_anew(data: bytes) -> None:
    call = written(sent(data))[2]
    assert len(call) < 1000
    again = eval(call.removeprefix("client.send"), vars(by_hand))
    assert (len(again), again[:40], again[-40:]) == (len(data), data[:40], data[-40:])
    assert again.isascii() == data.isascii()


@pytest.mark.parametrize("text", ['"""', "\\", "\\u12", 'ends with "', "\x1b[31m\n\n\udc80", "'''"])
def test_no_word_of_a_program_breaks_the_script(text: str) -> None:
    made = script(text, SERVER, text, [*STARTED, CONNECTED, sent(text.encode(errors="replace"))])
    assert "\x1b" not in made
    made.encode()
    assert steps_of(made)[0] == f"start({text!r})"


def test_a_udp_server_answers_and_so_does_a_stranger() -> None:
    def heard(connection: int) -> Step:
        return Event(0.2, Act.RECEIVED, connection=connection), b"Hallo"

    spec = Course.default().program("netzwerkkommunikation/udp_message/client")
    awaited = (Event(0.0, Act.AWAITED, "UDP 127.0.0.1:50000"), b"")
    steps = [awaited, STARTED[0], heard(1), sent(b"", 2), sent(b"a"), heard(3), sent(b"b", 3), sent(b"c", 4)]
    assert steps_of(script("", spec, "python3 client.py", steps)) == [
        "server = receive_datagrams('127.0.0.1', 50000)",
        "start('python3 client.py')",
        "server.receive(5)",
        "stranger = server.another()",
        "stranger.send(b'')",
        "server.send(b'a')",
        "server.receive(5)",
        "server.send(b'b')",
        "stranger = server.another()",
        "stranger.send(b'c')",
        "rest()",
    ]
