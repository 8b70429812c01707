"""Two programs with a link between them: what it makes of what they send, and whose fault it is that they fail."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from containers import skip_without_docker

from sockgrade import Pair
from sockgrade.course import Course
from sockgrade.evidence.events import Act
from sockgrade.grading.grade import Grader, Options
from sockgrade.grading.workers import Workers
from sockgrade.network.namespaces import NetworkUnavailable, probe_private_network
from sockgrade.verdict import CheckResult, Outcome

try:
    probe_private_network()
except NetworkUnavailable as why:
    pytest.skip(f"two programs need two private networks: {why}", allow_module_level=True)

SERVER = """
import socket
s = socket.create_server(("127.0.0.1", 7007))
while True:
    c, _ = s.accept()
    while data := c.recv(1000):
        print("got", len(data))
        c.sendall(data)
    print("finished")
    c.close()
"""

CLIENT = """
import socket
c = socket.create_connection(("127.0.0.1", 7007))
c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
for word in input().split():
    c.sendall(word.encode())
c.shutdown(socket.SHUT_WR)
whole = b""
while data := c.recv(1000):
    whole += data
print("answer", whole.decode())
"""

UDP_SERVER = """
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("127.0.0.1", 7007))
seen = ""
while True:
    data, sender = s.recvfrom(1000)
    seen += data.decode()
    print(f"<{seen}>")
    s.sendto(data, sender)
"""

UDP_CLIENT = """
import socket
c = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for word in input().split():
    c.sendto(word.encode(), ("127.0.0.1", 7007))
while True:
    print("back", c.recv(1000).decode())
"""

Judge = Callable[..., CheckResult]


@pytest.fixture
def judge(make_course: Callable[..., Course], tmp_path: Path, workers: Workers) -> Judge:
    """Grades a pair with one check; programs that are not given are the references."""

    def grade(
        check: str,
        server: str = "",
        client: str = "",
        *,
        transport: str = "tcp",
        sandbox: str = "auto",
        address: str = "127.0.0.1",
        more: str = "",
    ) -> CheckResult:
        place = f'transport = "{transport}"\naddress = "{address}"\nport = 7007\n{more}'
        more = f"{more}\n[client]\n{place}\n[pair]"
        course = make_course("", transport=transport, address=address, more=more)
        body = textwrap.indent(textwrap.dedent(check), "    ")
        (course.root / "graders/doc/exercise/pair.py").write_text(
            f"from sockgrade import *\ndef check_it(pair: Pair, payload: Payload) -> None:\n{body}"
        )
        right = (SERVER, CLIENT) if transport == "tcp" else (UDP_SERVER, UDP_CLIENT)
        handed_in = tmp_path / "handed_in"
        handed_in.mkdir()
        for role, own, reference in zip(("server", "client"), (server, client), right, strict=True):
            (course.root / f"reference/doc/exercise/{role}.py").write_text(reference)
            (handed_in / f"{role}.py").write_text(textwrap.dedent(own) or reference)
        grader = Grader(course, Options(seed=1, sandbox=sandbox), workers)
        try:
            (program,) = grader.grade(handed_in, course.select("doc/exercise/pair")).programs
        finally:
            grader.close()
        (result,) = program.checks
        return result

    return grade


def test_the_example_of_the_class_is_true(judge: Judge) -> None:
    example = textwrap.dedent(inspect.getdoc(Pair).partition("Example:\n\n")[2])  # type: ignore[union-attr]
    _, _, body = example.partition("\n")
    assert judge(textwrap.dedent(body)).passed


@pytest.mark.parametrize(
    "check",
    [
        'pair.client.type("one two three").expect_output("answer onetwothree")',
        'pair.cut(); pair.client.type("abc"); pair.server.expect_output("got 1", "got 1", "got 1", "finished")',
        'pair.merge(); pair.client.type("one two three"); pair.server.expect_output("got 11")',
        'pair.hold(); pair.client.type("one two three"); pair.server.expect_output("got 11", "finished")',
        'pair.hold(toward="client"); pair.client.type("one").expect_output("answer one")',
        'pair.client.type("one"); pair.expect_request(b"on").expect_request(b"e").expect_reply(b"one").expect_end()',
        'pair.with_reference_client().cut(5); pair.client.type("a" * 40).expect_output("a" * 40).expect_exit()',
        'pair.with_reference_server().client.type("one").expect_exit(); pair.expect_running("server")',
        'pair.merge().converse("one two").client.expect_exit(); assert pair.server.printed("got 6") == 1',
        'pair.client.type("one").expect_exit().restart().type("two").expect_output("answer two")',
    ],
)
def test_the_link_passes_everything_on(judge: Judge, check: str) -> None:
    result = judge(check)
    assert result.outcome is Outcome.PASSED, result.failure


@pytest.mark.parametrize(
    "check",
    [
        'pair.client.type("1 2 3 4"); pair.server.expect_output("<1234>"); pair.client.expect_output("back 4")',
        'pair.double(); pair.client.type("1 2"); pair.server.expect_output("<1122>")',
        'pair.double("server"); pair.client.type("1").expect_output("back 1", times=2)',
        'pair.lose(1, 3); pair.client.type("1 2 3 4"); pair.server.expect_output("<24>")',
        'pair.swap("server"); pair.client.type("1 2 3 4 5"); pair.server.expect_output("<21435>")',
        'pair.hold(); pair.client.type("1 2").expect_output("back 1", "back 2")',
    ],
)
def test_datagrams_get_lost_come_twice_and_overtake_each_other(judge: Judge, check: str) -> None:
    result = judge(check, transport="udp")
    assert result.outcome is Outcome.PASSED, result.failure


@pytest.mark.parametrize(
    ("transport", "server", "client"), [("tcp", SERVER, CLIENT), ("udp", UDP_SERVER, UDP_CLIENT)]
)
def test_the_link_leads_over_ipv6_too(judge: Judge, transport: str, server: str, client: str) -> None:
    changes = {"127.0.0.1": "::1", "AF_INET,": "AF_INET6,", "7007))": "7007), family=socket.AF_INET6)"}
    for old, new in changes.items():
        server = server.replace(old, new)
        client = client.replace(old, new) if old != "7007))" else client
    if transport == "udp":
        server = server.replace(", family=socket.AF_INET6", "")
    check = 'pair.client.type("one"); pair.expect_request(b"one").expect_reply(b"one")'
    result = judge(check, server, client, transport=transport, address="::1")
    assert result.outcome is Outcome.PASSED, result.failure


def test_the_link_is_where_the_arguments_say(judge: Judge) -> None:
    server, client = (
        program.replace("import socket", "import socket, sys").replace("7007", "int(sys.argv[1])")
        for program in (SERVER, CLIENT)
    )
    check = 'pair.server.start(5001); pair.client.start(5002).type("one").expect_output("answer one")'
    result = judge(check, server, client, more='arguments = ["{port}"]')
    assert result.outcome is Outcome.PASSED, result.failure


def test_each_has_a_container_of_its_own_in_docker(judge: Judge) -> None:
    skip_without_docker()
    result = judge('pair.cut(); pair.client.type("one").expect_output("answer one")', sandbox="docker")
    assert result.outcome is Outcome.PASSED, result.failure


def test_both_are_told_of_when_both_hang(judge: Judge) -> None:
    waits = SERVER.replace("recv(1000)", "recv(1000, socket.MSG_WAITALL)")
    keeps_open = CLIENT.replace("c.shutdown(socket.SHUT_WR)", "")
    result = judge('pair.client.type("one").expect_output("answer")', waits, keeps_open)
    assert result.failure is not None
    said = result.failure.message
    assert said.startswith(
        "The client has not printed 'answer': it waits in recv() for more data (client.py:"
    )
    assert ", and the server waits in recv() for more data (server.py:" in said


@pytest.mark.parametrize(
    ("server", "client", "words"),
    [
        ("c.sendall(data)", "", "The server does not send anything to the client, and never will: "),
        ("c.sendall(data)", "1 / 0", "The server crashed"),
        ("c.sendall(data)", "c.sendall(data.upper())", "The server sent other bytes than expected."),
    ],
    ids=["silent", "crashes", "differs"],
)
def test_the_server_is_found_to_be_at_fault(judge: Judge, server: str, client: str, words: str) -> None:
    wrong = SERVER.replace(server, client or "pass")
    result = judge('pair.client.type("one"); pair.expect_reply(b"one")', wrong)
    assert result.failure is not None
    assert words in result.failure.message
    assert result.failure.message.endswith("look for the fault in the server.")


def test_the_client_is_found_to_be_at_fault(judge: Judge) -> None:
    wrong = CLIENT.replace("while data := c.recv(1000):\n    whole += data", "whole = c.recv(1000)")
    result = judge('pair.cut(); pair.client.type("one").expect_output("answer one")', client=wrong)
    assert result.failure is not None
    assert result.failure.message.endswith("look for the fault in the client.")


def test_a_reset_comes_through(judge: Judge) -> None:
    server = """
    import socket, struct
    s = socket.create_server(("127.0.0.1", 7007))
    c, _ = s.accept()
    c.recv(1000)
    c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    c.close()
    input()
    """
    result = judge('pair.client.type("one"); pair.expect_end()', server)
    assert result.failure is not None
    assert result.failure.message.startswith("The server broke the connection off (RST).")
    assert any("ConnectionResetError" in e.text for e in result.evidence.events if e.lane == "client")


def test_what_the_link_did_is_among_what_was_seen(judge: Judge) -> None:
    result = judge('pair.cut(); pair.client.type("ab").expect_output("answer ab").expect_exit()')
    link = [event.text for event in result.evidence.events if event.act is Act.LINKED]
    assert "passes 2 bytes on to the server in single bytes: 'ab'" in link
    assert "passes the end of the stream (FIN) on to the server" in link
    assert {packet.lane for packet in result.evidence.packets} == {"client", "server"}
    times = [event.seconds for event in result.evidence.events]
    assert times == sorted(times)


def test_a_check_that_asks_for_what_the_transport_has_not_is_the_graders_fault(judge: Judge) -> None:
    result = judge("pair.lose(1)")
    assert result.outcome is Outcome.ERROR
    assert result.failure is not None
    assert "that is for udp, and this exercise is about tcp" in result.failure.message


def test_a_pair_of_which_one_is_missing_is_not_handed_in(
    make_course: Callable[..., Course], tmp_path: Path
) -> None:
    course = make_course("", more='[client]\naddress = "127.0.0.1"\nport = 7007\n[pair]')
    (course.root / "graders/doc/exercise/pair.py").write_text("def check_it(pair): ...\n")
    (tmp_path / "handed_in").mkdir()
    (tmp_path / "handed_in/server.py").write_text(SERVER)
    grader = Grader(course, Options())
    try:
        (program,) = grader.grade(tmp_path / "handed_in", course.select("doc/exercise/pair")).programs
    finally:
        grader.close()
    assert [check.failure and check.failure.message for check in program.checks] == [
        "There is no server, or no client, in the submission."
    ]
