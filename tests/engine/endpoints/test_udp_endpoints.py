"""UDP, as a server's and as a client's check sees it: boundaries, senders, lost sockets, wrong ports."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

Verdict = Callable[..., str]

SERVER = """
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 7007))
while True:
    data, sender = s.recvfrom(65535)
    {answer}
"""

ECHO = """
def check_echoes(server: Server, payload: Payload) -> None:
    exchange = server.datagrams()
    for _ in range(2):
        message = payload.text()
        exchange.send(message).expect(message)
"""


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("s.sendto(data, sender)", "passed"),
        ("s.sendto(data + b'\\n', sender)", "failed wrong_data: The program answered with another datagram"),
        (
            "pass",
            "failed stuck: The program does not answer the datagram, and never will: it waits in recv()",
        ),
        ("sys.exit('too bad')", "failed ended: The program ended (exit code 1): too bad"),
        ("s.sendto(data, sender); break", "failed ended: The program ended by itself (exit code 0)"),
        (
            "s.sendto(data, sender); s.close(); input()",
            "failed unreachable: Nobody receives this datagram on port 7007",
        ),
        ("s.close(); input()", "failed stuck: The program does not answer the datagram"),
        ("[s.sendto(part, sender) for part in (data[:8], data[8:])]", "failed wrong_data: "),
        ("s.sendto(data, sender); s.sendto(data, sender)", "failed wrong_data: "),
        (
            "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(data, sender)",
            "failed wrong_address: The program answered from another socket",
        ),
    ],
    ids=lambda text: text[:40],
)
def test_an_answer_has_its_verdict(verdict: Verdict, answer: str, expected: str) -> None:
    assert verdict(SERVER.format(answer=answer), ECHO, transport="udp").startswith(expected)


def test_a_server_that_opens_its_socket_anew_for_every_datagram_loses_none(verdict: Verdict) -> None:
    program = """
    import socket
    while True:
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.bind(("", 7007))
        data, sender = s.recvfrom(65535)
        s.sendto(data, sender)
        s.close()
    """
    check = """
    def check_echoes(server: Server, payload: Payload) -> None:
        for _ in range(10):
            message = payload.text()
            server.datagrams().send(message).expect(message)
    """
    assert verdict(program, check, transport="udp") == "passed"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says when a program has stopped")
def test_several_datagrams_are_all_there_when_the_program_looks(verdict: Verdict) -> None:
    program = """
    import socket
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("", 7007))
    while True:
        data, sender = s.recvfrom(100)
        s.setblocking(False)
        try:
            while True:
                data += s.recvfrom(100)[0]
        except BlockingIOError:
            s.setblocking(True)
        s.sendto(data, sender)
    """
    check = """
    def check_joins(server: Server) -> None:
        for _ in range(100):
            server.datagrams().send(b"one", b"two", b"three").expect(b"onetwothree")
    """
    assert verdict(program, check, transport="udp") == "passed"


@pytest.mark.parametrize("size", [0, 1, 1024, 1500, 65507])
def test_boundaries_are_kept(verdict: Verdict, size: int) -> None:
    check = f"""
    def check_echoes(server: Server, payload: Payload) -> None:
        message = payload.binary({size})
        exchange = server.datagrams().send(message).expect(message)
        exchange.expect_nothing_more()
    """
    assert verdict(SERVER.format(answer="s.sendto(data, sender)"), check, transport="udp") == "passed"


def test_datagrams_in_a_row_stay_apart_and_in_order(verdict: Verdict) -> None:
    check = """
    def check_echoes(server: Server, payload: Payload) -> None:
        messages = [payload.text(n) for n in range(50)]
        exchange = server.datagrams().send(*messages)
        for message in messages:
            exchange.expect(message)
    """
    assert verdict(SERVER.format(answer="s.sendto(data, sender)"), check, transport="udp") == "passed"


def test_a_surplus_datagram_is_found(verdict: Verdict) -> None:
    check = """
    def check_once(server: Server) -> None:
        server.datagrams().send(b"x").expect(b"x").expect_nothing_more()
    """
    twice = SERVER.format(answer="s.sendto(data, sender); s.sendto(data, sender)")
    assert verdict(twice, check, transport="udp").startswith(
        "failed too_much: The program sent more datagrams"
    )


def test_each_exchange_has_an_address_of_its_own(verdict: Verdict) -> None:
    check = """
    def check_senders(server: Server) -> None:
        first, second = server.datagrams(), server.datagrams()
        assert first.local_address != second.local_address
        for exchange in (first, second, first):
            ip, port = exchange.local_address
            exchange.send(b"?").expect(f"{ip} {port}".encode())
    """
    assert (
        verdict(
            SERVER.format(answer="s.sendto(b'%s %d' % (sender[0].encode(), sender[1]), sender)"),
            check,
            transport="udp",
        )
        == "passed"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="all of 127.0.0.0/8 is this machine on Linux only")
@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_the_grader_comes_from_another_address(verdict: Verdict, transport: str) -> None:
    udp = SERVER.format(answer="print(f'[{sender[0]}]')")
    tcp = """
    import socket
    s = socket.create_server(("", 7007))
    while True:
        connection, sender = s.accept()
        print(f'[{sender[0]}]')
        connection.close()
    """
    use = 'datagrams("127.0.0.2").send(b"x")' if transport == "udp" else 'connect("127.0.0.2")'
    check = f"""
    def check_it(server: Server) -> None:
        assert server.{use}.local_address[0] == "127.0.0.2"
        server.expect_output("[127.0.0.2]")
    """
    assert verdict(udp if transport == "udp" else tcp, check, transport=transport) == "passed"


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::", "::1", "127.0.0.2"])
def test_a_server_is_reached_wherever_it_is_bound(verdict: Verdict, address: str) -> None:
    program = SERVER.format(answer="s.sendto(data, sender)").replace('""', repr(address))
    if ":" in address:
        program = program.replace("AF_INET,", "AF_INET6,")
    assert verdict(program, ECHO, transport="udp") == "passed"


@pytest.mark.parametrize(
    ("bind", "outcomes"),
    [
        ("('', 7007)", ["passed", "passed", "passed"]),
        ("('127.0.0.1', 7007)", ["passed", "passed", "failed"]),
        ("('', 7008)", ["passed", "failed", "passed"]),
        ("('', 0)", ["passed", "failed", "passed"]),
    ],
)
def test_only_the_address_checks_fail_on_a_wrong_address(
    grade_source: Callable[..., object], bind: str, outcomes: list[str]
) -> None:
    checks = (
        ECHO
        + """
def check_address(server: Server) -> None:
    server.expect_documented_address()

def check_everywhere(server: Server) -> None:
    server.expect_all_addresses()
"""
    )
    program = SERVER.format(answer="s.sendto(data, sender)").replace('("", 7007)', bind)
    result = grade_source(program, checks, transport="udp", address="")
    assert [check.outcome for check in result.checks] == outcomes  # type: ignore[attr-defined]


def test_the_graders_own_sockets_are_not_taken_for_the_programs(verdict: Verdict) -> None:
    check = """
    def check_restart(server: Server) -> None:
        exchange = server.datagrams().send(b"x").expect(b"x")
        server.restart()
        assert server.place.port == 7007
        server.datagrams().send(b"y").expect(b"y")
    """
    slow = "import time\ntime.sleep(1.5)\n" + SERVER.format(answer="s.sendto(data, sender)")
    assert verdict(slow, check, transport="udp") == "passed"


CLIENT = """
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
{send}
"""

ONE_DATAGRAM = """
def check_address(client: Client) -> None:
    client.expect_documented_address()

def check_content(client: Client) -> None:
    client.expect_datagram(b"hello").expect_exit(0).expect_no_datagram()
"""


@pytest.mark.parametrize(
    ("send", "outcomes"),
    [
        ("s.sendto(b'hello', ('127.0.0.1', 7007))", ["passed", "passed"]),
        ("s.connect(('127.0.0.1', 7007)); s.send(b'hello')", ["passed", "passed"]),
        ("s.sendto(b'hello', ('localhost', 7007))", ["passed", "passed"]),
        ("s.sendto(b'hello', ('127.0.0.1', 7008))", ["failed", "passed"]),
        ("s.sendto(b'hello', ('127.0.0.3', 7007))", ["failed", "passed"]),
        ("s.sendto(b'hello\\n', ('127.0.0.1', 7007))", ["passed", "failed"]),
        ("[s.sendto(b'hello', ('127.0.0.1', 7007)) for _ in '12']", ["passed", "failed"]),
        ("[s.sendto(b, ('127.0.0.1', 7007)) for b in (b'he', b'llo')]", ["passed", "failed"]),
        ("s.sendto(b'', ('127.0.0.1', 7007)); s.sendto(b'hello', ('127.0.0.1', 7007))", ["passed", "failed"]),
        ("s.sendto(b'hello', ('127.0.0.1', 7007)); sys.exit(1)", ["passed", "failed"]),
        ("input()", ["failed", "failed"]),
        ("", ["failed", "failed"]),
    ],
)
def test_a_client_is_judged_by_its_datagram(
    grade_source: Callable[..., object], send: str, outcomes: list[str]
) -> None:
    result = grade_source(CLIENT.format(send=send), ONE_DATAGRAM, role="client", transport="udp")
    assert [check.outcome for check in result.checks] == outcomes  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("send", "expected"),
    [
        (
            "input()",
            "failed not_connecting: The program waits for somebody to type something before it connects. ",
        ),
        ("sys.exit('no')", "failed ended: The program ended (exit code 1): no"),
        (
            "s = socket.create_connection(('127.0.0.1', 7007))",
            "failed wrong_transport: The program uses TCP instead of UDP",
        ),
    ],
)
def test_a_client_that_sends_nothing_is_told_why(verdict: Verdict, send: str, expected: str) -> None:
    check = "def check_it(client: Client) -> None: client.receive()"
    assert verdict(CLIENT.format(send=send), check, role="client", transport="udp").startswith(expected)


@pytest.mark.parametrize("program", ["s.recv(10)", "pass"])
def test_a_client_that_uses_udp_instead_of_tcp_is_told_so(verdict: Verdict, program: str) -> None:
    program = CLIENT.format(send=f"s.sendto(b'x', ('127.0.0.1', 7007)); {program}")
    check = "def check_it(client: Client) -> None: client.accept()"
    expected = "failed wrong_transport: The program uses UDP instead of TCP"
    assert verdict(program, check, role="client").startswith(expected)


@pytest.mark.parametrize("transport", ["udp", "tcp"])
@pytest.mark.parametrize("port", [7007, 7008])
def test_the_address_that_was_typed_is_told_from_another(
    grade_source: Callable[..., object], transport: str, port: int
) -> None:
    send = "s.connect((input(), {port}))" if transport == "tcp" else "s.sendto(b'x', (input(), {port}))"
    program = CLIENT.format(send=send.format(port=port)).replace(
        "DGRAM", "DGRAM" if transport == "udp" else "STREAM"
    )
    checks = """
    def check_right(client: Client) -> None:
        client.type("127.0.0.2").expect_address("127.0.0.2")

    def check_wrong(client: Client) -> None:
        client.type("127.0.0.1").expect_address("127.0.0.2")
    """
    result = grade_source(program, checks, role="client", transport=transport)
    assert [check.outcome for check in result.checks] == ["passed", "failed"]  # type: ignore[attr-defined]


def test_input_that_ended_ends_again_when_a_client_is_started_over(verdict: Verdict) -> None:
    program = CLIENT.format(send="s.sendto(sys.stdin.read().encode(), ('127.0.0.1', 7008))")
    check = """
    def check_it(client: Client) -> None:
        client.type("a").type("b").end_input().expect_datagram(b"a\\nb\\n")
    """
    assert verdict(program, check, role="client", transport="udp") == "passed"


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (
            "import socket; socket.socket(type=socket.SOCK_DGRAM).recv(9)",
            "failed not_listening: The program does not receive on any port: it waits in recv()",
        ),
        (
            "input()",
            "failed not_listening: The program waits for somebody to type something before it serves anybody.",
        ),
        ("print()", "failed ended: The program ended before a client could reach it (exit code 0)"),
    ],
)
def test_a_server_that_is_not_bound_is_told_why(verdict: Verdict, program: str, expected: str) -> None:
    check = "def check_it(server: Server) -> None: server.datagrams()"
    assert verdict(program, check, transport="udp").startswith(expected)


def test_a_socket_that_is_connected_to_one_client_refuses_the_next(verdict: Verdict) -> None:
    program = """
    import socket
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("", 7007))
    data, sender = s.recvfrom(100)
    s.connect(sender)
    while True:
        s.send(data)
        data = s.recv(100)
    """
    check = """
    def check_it(server: Server) -> None:
        server.datagrams().send(b"one").expect(b"one").send(b"two").expect(b"two")
        server.datagrams().send(b"three")
    """
    assert "connected it to somebody else" in verdict(program, check, transport="udp")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("s.sendto(data, sender)", "passed"),
        (
            "late.append((data, sender)); len(late) == 3 and [s.sendto(*one) for one in reversed(late)]",
            "passed",
        ),
        (
            "late.append((data, sender)); len(late) == 3 and s.sendto(b''.join(d for d, _ in late), sender)",
            "failed wrong_data: The program answered with another datagram than expected.",
        ),
        (
            "s.sendto(data[:5], sender)",
            "failed wrong_data: The program answered with another datagram than expected.",
        ),
        (
            "data == b'three' and s.sendto(data, sender)",
            "failed stuck: The program does not answer the datagram",
        ),
    ],
)
def test_answers_may_come_in_any_order(verdict: Verdict, answer: str, expected: str) -> None:
    check = """
    def check_it(server: Server) -> None:
        server.datagrams().send(b"the one", b"the two", b"three").expect_in_any_order(b"three", b"the one", b"the two")
    """
    program = SERVER.format(answer=answer).replace("while True", "late = []\nwhile True")
    assert verdict(program, check, transport="udp").startswith(expected)


def test_an_answer_that_comes_again_is_told_so(verdict: Verdict) -> None:
    twice = SERVER.format(answer="s.sendto(data, sender); s.sendto(data, sender)")
    assert verdict(twice, ECHO, transport="udp").endswith("It is the answer of the time before, once more.")


def test_a_client_without_htons_is_told_so(verdict: Verdict) -> None:
    check = "def check_it(client: Client) -> None: client.expect_documented_address()"
    program = CLIENT.format(send="s.sendto(b'x', ('127.0.0.1', socket.htons(7007)))")
    assert "swapped" in verdict(program, check, role="client", transport="udp")
