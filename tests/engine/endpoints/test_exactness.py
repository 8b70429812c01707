"""What came is compared exactly, unless a check asks for less; and everything that came is looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Verdict = Callable[..., str]

SERVER = """
import socket, struct, sys, threading, time
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", 7007))
listener.listen(100)
def serve(connection):
    while data := connection.recv(1024):
        {answer}
    {end}
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
"""
ECHO = "connection.sendall(data)"
EXACT = """
def check_it(server: Server, payload: Payload) -> None:
    message = payload.text()
    server.connect().send(message).expect(message)
"""
CONTAINING = EXACT.replace("expect(", "expect_containing(")


def server(answer: str = ECHO, end: str = "connection.close()") -> str:
    return SERVER.format(answer=answer, end=end)


def test_what_comes_after_the_expected_bytes_is_noticed_however_late(verdict: Verdict) -> None:
    late = server("connection.sendall(data); time.sleep(0.1); connection.sendall(b'!')")
    assert (
        verdict(late, EXACT)
        == "failed too_much: The program sent 1 byte too many: '!' after the expected bytes."
    )
    assert verdict(late, CONTAINING) == "passed"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("connection.sendall(b'You said: ' + data + b'.')", "passed"),
        ("connection.sendall(data.upper())", "passed"),
        ("[connection.sendall(data[i:i+1]) for i in range(len(data))]", "passed"),
        (
            "connection.sendall(b'Hello')",
            "failed wrong_data: The program answers the same, whatever it is sent.",
        ),
        ("pass", "failed stuck: The program took what was sent, and answers nothing. "),
    ],
)
def test_an_answer_to_somebody_contains_what_was_asked(verdict: Verdict, answer: str, expected: str) -> None:
    assert verdict(server(answer), CONTAINING).startswith(expected)


CLOSED = (
    "def check_it(server: Server) -> None: server.connect().send(b'x').expect(b'x').finish().expect_closed()"
)


def test_a_connection_is_closed_with_a_fin(verdict: Verdict) -> None:
    linger = "connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0));"
    assert verdict(server(), CLOSED) == "passed"
    said = verdict(server(end=f"{linger} connection.close()"), CLOSED)
    assert said.startswith("failed reset: The program broke the connection off (RST).")
    given_up = CLOSED.replace("expect_closed", "expect_given_up")
    assert verdict(server(end=f"{linger} connection.close()"), given_up) == "passed"
    assert verdict(server(end="threading.Event().wait()"), given_up).startswith("failed still_open")


def test_a_program_that_has_come_to_rest_has_done_what_it_does_by_itself(verdict: Verdict) -> None:
    later = server("time.sleep(0.3); connection.sendall(data)")
    checks = EXACT.replace(
        "server.connect().send(message).expect(message)",
        "connection = server.connect().send(message)\n"
        "    server.come_to_rest()\n"
        "    assert connection.receive_containing(b'') == message",
    )
    assert verdict(later, checks) == "passed"


def test_a_server_that_resets_at_once_is_judged_by_what_it_sends(verdict: Verdict) -> None:
    program = """
    import socket, struct
    listener = socket.create_server(("127.0.0.1", 7007))
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    """
    check = "def check_it(server: Server) -> None: server.connect().expect_closed()"
    assert verdict(program, check).startswith("failed reset: ")


CLIENT = """
import socket, sys, time
with socket.create_connection(("127.0.0.1", 7007)) as connection:
    {say}
    print(connection.recv(100).decode())
"""
LENIENT = """
def check_it(client: Client) -> None:
    connection = client.accept()
    got = connection.receive_anything(b"Hello")
    connection.send(b"got " + repr(got).encode())
    client.expect_output("got " + repr(got)).expect_exit(0)
    assert got in {wanted}, got
"""


ANSWERING = """
def check_it(client: Client) -> None:
    connection = client.accept()
    lines = []
    while line := connection.receive_line_if_it_comes():
        lines.append(line)
        connection.send(b"got it")
    assert lines == {wanted}, lines
"""


@pytest.mark.parametrize(
    ("say", "lines"),
    [
        ("pass", []),
        ("connection.sendall(b'one\\ntwo\\n')", [b"one\n", b"two\n"]),
        ("connection.sendall(b'one\\n'); connection.recv(100); connection.sendall(b'two')", [b"one\n"]),
    ],
)
@pytest.mark.parametrize("then", ["", "; connection.close(); sys.exit()"])
def test_lines_are_answered_until_no_more_come(
    verdict: Verdict, say: str, then: str, lines: list[bytes]
) -> None:
    check = ANSWERING.format(wanted=lines)
    assert verdict(CLIENT.format(say=say + then), check, role="client") == "passed"


@pytest.mark.parametrize(
    ("say", "got"),
    [
        ("connection.sendall(b'Hello')", b"Hello"),
        ("connection.sendall(b'Hel'); time.sleep(0.1); connection.sendall(b'lo')", b"Hello"),
        ("connection.sendall(b'Hi'); time.sleep(0.1); connection.sendall(b' there')", b"Hi there"),
    ],
)
def test_a_message_is_all_that_comes_before_the_program_waits(verdict: Verdict, say: str, got: bytes) -> None:
    check = LENIENT.format(wanted=[got])
    assert verdict(CLIENT.format(say=say), check, role="client") == "passed"


FLOOD = """
def check_it(server: Server, payload: Payload) -> None:
    slow, quick = server.connect(takes_little=True).wait_until_accepted(), server.connect()
    sent = slow.send_without_reading(payload.text(1000) * 16000)
    quick.send(b"x" * 2000).expect(b"x" * 2000)
    slow.expect(sent)
    assert 10_000 < len(sent) < 16_000_000, len(sent)
"""


def test_a_client_that_does_not_read_is_served_later(verdict: Verdict) -> None:
    assert verdict(server(), FLOOD) == "passed"


def test_a_buffer_that_all_threads_share_is_noticed(verdict: Verdict) -> None:
    program = """
    import socket, threading
    shared = memoryview(bytearray(1024))
    def serve(connection):
        while number := connection.recv_into(shared):
            connection.sendall(shared[:number])
    listener = socket.create_server(("127.0.0.1", 7007), backlog=100)
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
    """
    assert verdict(program, FLOOD).startswith("failed wrong_data: ")


SILENCE = """
def check_it(server: Server) -> None:
    connection = server.connect().wait_until_accepted()
    began = server.transcript.began
    server.wait_in_silence()
    connection.send(b"x").expect(b"x")
    import time
    {bound}
"""


def test_silence_is_no_wait_where_the_program_has_no_time_limit(verdict: Verdict) -> None:
    check = SILENCE.format(bound="assert time.monotonic() - began < 2.4")
    assert verdict(server(), check) == "passed"


def test_silence_is_long_enough_for_whoever_gives_up(verdict: Verdict) -> None:
    impatient = server().replace(
        "def serve(connection):", "def serve(connection):\n    connection.settimeout(2)"
    )
    assert verdict(impatient, SILENCE.format(bound="")).startswith("failed ")


def test_a_program_that_does_not_read_its_input_holds_nobody(verdict: Verdict) -> None:
    check = "def check_it(client: Client) -> None: client.type('x' * 100_000)"
    said = verdict("import signal; signal.pause()", check, role="client")
    assert said.startswith("failed stuck: The program does not read its input, and never will: ")


def test_a_port_on_which_a_connection_has_ended_is_the_same_for_everybody(verdict: Verdict) -> None:
    check = "def check_it(program: Program) -> None: program.expect_exit(0).end_a_connection().restart().expect_exit(0)"
    program = """
    import socket
    listener = socket.socket()
    {}
    listener.bind(("127.0.0.1", 7007))
    """
    reuse = "listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)"
    assert verdict(program.format(reuse), check, role="program") == "passed"
    assert "Address already in use" in verdict(program.format(""), check, role="program")


ONCE = 'def check_it(server: Server) -> None: server.connect().send(b"x"); server.{expectation}'


@pytest.mark.parametrize(
    "expectation",
    ['expect_output_once("said", "x")', 'expect_line("said", "x")', 'expect_output("said", "x")'],
)
@pytest.mark.parametrize("often", [1, 2])
def test_what_is_printed_is_printed_once(verdict: Verdict, expectation: str, often: int) -> None:
    says = server(f"[print('said', data.decode(), flush=True) for _ in range({often})]")
    is_fine = often == 1 or expectation.startswith("expect_output(")
    wanted = "passed" if is_fine else "failed wrong_output: The program prints this 2 times: 'said … x'."
    assert verdict(says, ONCE.format(expectation=expectation)) == wanted


def test_a_server_is_waited_for_while_it_is_at_work(verdict: Verdict) -> None:
    program = """
    import socket, time
    first = socket.create_server(("127.0.0.1", 7008))
    while time.process_time() < 1.2:
        pass
    second = socket.create_server(("127.0.0.1", 7007))
    second.accept()
    """
    check = "def check_it(server: Server) -> None: server.expect_documented_address()"
    assert verdict(program, check) == "passed"


STRAY_CLIENT = """
import socket
with socket.create_connection(("127.0.0.1", {port})) as connection:
    print("connected", flush=True)
    connection.recv(100)
"""


@pytest.mark.parametrize("port", [7007, 7008])
def test_a_client_is_followed_by_a_check_that_only_reads_its_output(verdict: Verdict, port: int) -> None:
    check = 'def check_it(client: Client) -> None: client.expect_output("connected")'
    assert verdict(STRAY_CLIENT.format(port=port), check, role="client") == "passed"


def test_a_line_is_one_line_and_not_the_end_of_another_with_the_beginning_of_the_next(
    verdict: Verdict,
) -> None:
    program = "print('came 1'); print('went 1'); print('came 2'); print('went 2')"
    check = """
    def check_who_goes(program: Program) -> None:
        program.expect_line("went", Word("2"))
    """
    assert verdict(program, check, role="program") == "passed"
    twice = verdict(f"{program}; print('went 2')", check, role="program")
    assert twice.startswith("failed wrong_output: The program prints this 2 times")
