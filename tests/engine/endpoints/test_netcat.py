"""Real netcats: a program finds the one that a check wants."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from containers import skip_without_docker

from sockgrade import Program
from sockgrade.checks import CheckSkipped
from sockgrade.course import Course
from sockgrade.endpoints.stage import Stage
from sockgrade.network.namespaces import NetworkUnavailable, probe_private_network
from sockgrade.network.network import SharedNetwork
from sockgrade.sandbox.choose import choose
from sockgrade.sandbox.netcats import NETCATS

Verdict = Callable[..., str]

ASKS = """
for name in nc netcat ncat; do
    $name -h 2>&1 | head -n 1
done
"""
KNOWS = """
def check_it(program: Program) -> None:
    program.with_netcat("{variant}").expect_output({words!r}, times=3).expect_exit()
"""
WORDS = {"openbsd": "OpenBSD netcat", "traditional": "[v1.10", "ncat": "Ncat 7"}
SENDS = """
printf 'hello' | nc {option} 127.0.0.1 "$1"
"""
TAKES = """
def check_it(client: Client) -> None:
    client.with_netcat("{variant}").start(7007)
    client.accept().expect(b"hello").expect_end().finish()
    client.expect_exit()
"""


def skip_without(variant: str) -> None:
    if shutil.which(NETCATS[variant]) is None:
        pytest.skip(f"the netcat {variant} is not installed")


@pytest.mark.parametrize("sandbox", ["bubblewrap", "none", "docker"])
@pytest.mark.parametrize("variant", NETCATS)
def test_a_program_finds_the_one_that_the_check_wants(verdict: Verdict, variant: str, sandbox: str) -> None:
    if sandbox == "docker":
        skip_without_docker()
    else:
        skip_without(variant)
    check = KNOWS.format(variant=variant, words=WORDS[variant])
    assert verdict(ASKS, check, suffix=".sh", role="program", sandbox=sandbox) == "passed"


@pytest.mark.parametrize(
    ("variant", "option"), [("openbsd", "-N"), ("traditional", "-q 1"), ("ncat", "--send-only")]
)
def test_it_talks_to_the_grader(verdict: Verdict, variant: str, option: str) -> None:
    skip_without(variant)
    sends, takes = SENDS.format(option=option), TAKES.format(variant=variant)
    assert verdict(sends, takes, suffix=".sh", role="client") == "passed"


def test_one_that_nobody_knows_is_the_checks_fault(verdict: Verdict) -> None:
    told = verdict(ASKS, KNOWS.format(variant="gnu", words="GNU"), suffix=".sh", role="program")
    assert told.startswith("error")
    assert "a netcat is one of openbsd, traditional, ncat, and not 'gnu'" in told


def test_one_that_is_not_installed_is_named(
    make_course: Callable[..., Course], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NETCATS, "ncat", "no-such-netcat")
    spec = make_course("", role="program").program("doc/exercise/program")
    program = Program(Stage(spec, SharedNetwork(), choose("none").sandbox, [], tmp_path / "submission"))
    with pytest.raises(CheckSkipped, match=r"is not installed: sudo apt install ncat$"):
        program.with_netcat("ncat")


#: A small netcat: `-l PORT` or `HOST PORT`.
NETCAT = """
import os, selectors, socket, sys
if sys.argv[1] == "-l":
    with socket.create_server(("", int(sys.argv[2]))) as listener:
        peer, _ = listener.accept()
else:
    peer = socket.create_connection(sys.argv[1:])
with selectors.DefaultSelector() as selector:
    selector.register(peer, selectors.EVENT_READ)
    selector.register(0, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            data = os.read(key.fd, 1000)
            if key.fd == 0 and data:
                peer.sendall({typed})
            elif key.fd == 0:
                peer.shutdown(socket.SHUT_WR)
                selector.unregister(0)
            elif data:
                os.write(1, data)
            else:
                sys.exit()
"""
LISTENS = """
def check_listens(pair: Pair, payload: Payload) -> None:
    pair.with_netcat_client({variant!r})
    pair.server.start("-l", 7007)
    there, back = payload.word(), payload.word()
    pair.server.type(there)
    pair.client.expect_output(there).type(back)
    pair.server.expect_output(back)
"""
CONNECTS = """
def check_connects(pair: Pair, payload: Payload) -> None:
    pair.with_netcat_server({variant!r})
    there, back = payload.word(), payload.word()
    pair.client.type(there)
    pair.expect_request(there.encode())
    pair.server.expect_output(there).type(back)
    pair.client.expect_output(back)
"""
BY_ITSELF = """
def check_by_itself(pair: Pair, payload: Payload) -> None:
    pair.server.start("-l", 7007)
    word = payload.word()
    pair.client.type(word).end_input()
    pair.server.expect_output(word).end_input()
    pair.server.expect_exit()
    pair.client.expect_exit()
"""
USUAL = {"role": "program", "more": 'arguments = ["{address}", "{port}"]'}


def netcat(typed: str = "data") -> str:
    """The program; `typed` is what it sends of the bytes `data` that were typed."""
    return NETCAT.replace("{typed}", typed)


@pytest.fixture
def _two_networks() -> None:
    try:
        probe_private_network()
    except NetworkUnavailable as why:
        pytest.skip(f"two programs need two private networks: {why}")


@pytest.mark.usefixtures("_two_networks")
@pytest.mark.parametrize("check", [LISTENS, CONNECTS])
@pytest.mark.parametrize("variant", NETCATS)
def test_one_takes_the_place_of_the_other_side(verdict: Verdict, variant: str, check: str) -> None:
    skip_without(variant)
    assert verdict(netcat(), check.format(variant=variant), **USUAL) == "passed"


@pytest.mark.parametrize("check", [LISTENS, CONNECTS])
def test_it_does_so_in_containers(verdict: Verdict, check: str) -> None:
    skip_without_docker()
    assert verdict(netcat(), check.format(variant="ncat"), sandbox="docker", **USUAL) == "passed"


@pytest.mark.usefixtures("_two_networks")
def test_a_program_talks_to_itself(verdict: Verdict) -> None:
    assert verdict(netcat(), BY_ITSELF, **USUAL) == "passed"
    told = verdict(netcat("data.upper()"), BY_ITSELF, **USUAL)
    assert told.startswith("failed wrong_output: The server ended by itself")


@pytest.mark.usefixtures("_two_networks")
def test_no_reference_is_blamed_for_it_on_another_port(verdict: Verdict) -> None:
    check = """
    def check_elsewhere(pair: Pair) -> None:
        pair.server.start("-l", 7008)
        pair.client.start("127.0.0.1", 7008).type("word")
        pair.server.expect_output("word")
    """
    assert verdict(netcat(), check, **USUAL) == "passed"
    told = verdict(netcat("data[:2]"), check, **USUAL)
    assert told.startswith("failed wrong_output")
    assert "reference" not in told


@pytest.mark.usefixtures("_two_networks")
def test_the_programs_are_called_by_their_names(verdict: Verdict) -> None:
    skip_without("openbsd")
    told = verdict(netcat("data[:3]"), CONNECTS.format(variant="openbsd"), **USUAL)
    assert told.startswith("failed stuck: The client does not send the rest to the netcat")
    assert "and the netcat waits in " in told
    told = verdict(netcat("data[:3]"), LISTENS.format(variant="openbsd"), **USUAL)
    assert told.startswith("failed wrong_output: The netcat has not printed")


@pytest.mark.usefixtures("_two_networks")
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("pair.with_reference_client()", "has no reference client: Pair.with_netcat_client()"),
        ("pair.run(); pair.with_netcat_server('openbsd')", "is said too late"),
    ],
)
def test_what_a_check_says_wrongly_is_its_own_fault(verdict: Verdict, said: str, why: str) -> None:
    check = f"""
    def check_wrongly(pair: Pair) -> None:
        pair.server.start("-l", 7007)
        {said}
    """
    told = verdict(netcat(), check, **USUAL)
    assert told.startswith("error")
    assert why in told
