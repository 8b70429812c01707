"""Names and addresses that a check gives a program: as programs find them, in every sandbox."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from containers import skip_without_docker

from sockgrade.sandbox import SandboxUnavailable
from sockgrade.sandbox.choose import choose
from sockgrade.verdict import ProgramResult

Verdict = Callable[..., str]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has private networks")

ARGUMENTS = 'arguments = ["{address}", "{port}"]'

LOOKS_UP = """
import socket, sys
for name in sys.argv[1:]:
    try:
        print(name, *dict.fromkeys(found[4][0] for found in socket.getaddrinfo(name, None)))
    except OSError as error:
        print(name, "unknown")
"""
#: Connects to the first that does not refuse, and says what became of the others.
CONNECTS = """
import errno, socket, sys
for *kind, _, address in socket.getaddrinfo(sys.argv[1], int(sys.argv[2]), type=socket.SOCK_STREAM):
    with socket.socket(*kind) as connection:
        connection.settimeout(5)
        error = connection.connect_ex(address)
        print(address[0], errno.errorcode.get(error, "connected"), flush=True)
        if not error:
            print(connection.recv(100).decode())
            break
"""


@pytest.fixture(params=["none", "bubblewrap", "docker"])
def sandbox(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if name == "docker":
        skip_without_docker()
    try:
        choose(name)
    except SandboxUnavailable as reason:
        pytest.skip(str(reason))
    return name


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.7",),
        ("::1", "127.0.0.7", "127.0.0.8"),
        ("127.0.0.8", "::1", "127.0.0.7"),
        ("192.0.2.1", "2001:db8::1"),
    ],
)
def test_a_name_has_its_addresses_in_order(
    verdict: Verdict, sandbox: str, addresses: tuple[str, ...]
) -> None:
    # getaddrinfo() puts those to which there is no route last, IPv6 first or not (RFC 6724, rule 1).
    check = f"""
    def check_finds(program: Program) -> None:
        program.with_host("one.example", *{addresses}).with_host("two.example", "127.0.0.9")
        program.start("one.example", "two.example", "three.example", "localhost")
        program.expect_output("one.example {" ".join(addresses)}", "two.example 127.0.0.9")
        program.expect_output("three.example unknown", "localhost 127.0.0.1 ::1")
    """
    if "::1" in addresses:
        check = check.replace(', "localhost 127.0.0.1 ::1"', "")
    assert verdict(LOOKS_UP, check, role="program", sandbox=sandbox) == "passed"


def test_a_host_has_other_names(verdict: Verdict, sandbox: str) -> None:
    program = "import socket, sys\nfor name in sys.argv[1:]: print(*socket.gethostbyname_ex(name))"
    check = """
    def check_finds(program: Program) -> None:
        program.with_host("one.example", "127.0.0.7", "127.0.0.8").with_aliases("one.example", "one", "uno")
        program.start("one.example", "uno")
        program.expect_output("one.example ['one', 'uno'] ['127.0.0.7', '127.0.0.8']")
        program.expect_output("one.example ['one', 'uno'] ['127.0.0.7']")
    """
    assert verdict(program, check, role="program", sandbox=sandbox) == "passed"


def test_names_are_those_of_one_check(verdict: Verdict, sandbox: str) -> None:
    check = """
    def check_finds(program: Program) -> None:
        program.with_host("one.example", "127.0.0.7").start("one.example", "two.example")
        program.expect_output("one.example 127.0.0.7", "two.example unknown").expect_exit(0)
        program.with_host("two.example", "127.0.0.8").start("two.example").expect_output("two.example 127.0.0.8")
    """
    assert verdict(LOOKS_UP, check, role="program", sandbox=sandbox) == "passed"


def test_names_are_gone_at_the_next_check(grade_source: Callable[..., ProgramResult], sandbox: str) -> None:
    checks = """
    def check_a(program: Program) -> None:
        program.with_host("one.example", "127.0.0.7").start("one.example").expect_output("127.0.0.7")

    def check_b(program: Program) -> None:
        program.start("one.example").expect_output("one.example unknown")
    """
    result = grade_source(LOOKS_UP, checks, role="program", sandbox=sandbox)
    assert [check.outcome for check in result.checks] == ["passed", "passed"]


def test_a_client_goes_from_address_to_address(verdict: Verdict, sandbox: str) -> None:
    check = """
    def check_goes_on(client: Client, payload: Payload) -> None:
        nowhere, word = client.unreachable, payload.word()
        client.with_host("many.example", "::1", "127.0.0.6", "127.0.0.7", nowhere).listen_at("127.0.0.7")
        client.start("many.example", 7007).accept().send(word.encode())
        client.expect_output("::1 ECONNREFUSED", "127.0.0.6 ECONNREFUSED", "127.0.0.7 connected", word)
        client.start(nowhere, 7007).expect_output("192.0.2.1 ENETUNREACH")
    """
    assert verdict(CONNECTS, check, role="client", more=ARGUMENTS, sandbox=sandbox) == "passed"


def test_a_network_has_as_many_addresses_as_a_check_wants(verdict: Verdict, sandbox: str) -> None:
    check = """
    def check_goes_on(client: Client, payload: Payload) -> None:
        word = payload.word()
        client.with_host("six.example", "fd00::5", "fd00::6").listen_at("fd00::6")
        client.start("six.example", 7007).accept().send(word.encode())
        client.expect_output("fd00::5 ECONNREFUSED", "fd00::6 connected", word)
    """
    expected = "skipped" if sandbox == "docker" else "passed"
    assert verdict(CONNECTS, check, role="client", more=ARGUMENTS, sandbox=sandbox).startswith(expected)


def test_a_service_has_its_port(verdict: Verdict, sandbox: str) -> None:
    program = """
    import socket
    print(socket.getservbyname("weather", "udp"), socket.getaddrinfo("localhost", "weather")[0][4][1])
    """
    check = """
    def check_finds(program: Program) -> None:
        program.with_service("weather", 4711, "udp").run().expect_output("4711 4711")
    """
    assert verdict(program, check, role="program", sandbox=sandbox) == "passed"


@pytest.mark.parametrize("asked", ["with_host('x.example', '127.0.0.7').run()", "unreachable.title()"])
def test_a_shared_network_has_no_names_to_give(verdict: Verdict, asked: str) -> None:
    check = f"""
    def check_finds(program: Program) -> None:
        program.{asked}
    """
    got = verdict("pass", check, role="program", network="shared", sandbox="none")
    assert got.startswith("skipped")


@pytest.mark.parametrize(
    "bind",
    [
        "listener = socket.create_server(('localhost', 7007))",
        "listener = socket.create_server(('::1', 7007), family=socket.AF_INET6)",
        "listener = socket.socket(socket.AF_INET6); listener.bind(('localhost', 7007)); listener.listen()",
    ],
)
def test_localhost_is_either_address(verdict: Verdict, sandbox: str, bind: str) -> None:
    program = f"import socket\n{bind}\nconnection, _ = listener.accept()\nconnection.sendall(b'hello')"
    check = """
    def check_is_there(server: Server) -> None:
        server.expect_documented_address().connect().expect(b"hello")
    """
    assert verdict(program, check, address="localhost", sandbox=sandbox) == "passed"
