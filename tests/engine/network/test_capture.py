"""Packets are understood whatever they are, and a check's capture is a file that Wireshark reads."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sockgrade.course import Course
from sockgrade.evidence.packets import parse, stream_of
from sockgrade.grading.grade import Grader, Options
from sockgrade.network.namespaces import NetworkUnavailable, probe_private_network
from sockgrade.verdict import Result

V4, V6 = ("127.0.0.1", "127.0.0.2"), ("::1", "::1")
TCP, UDP, ICMP, ICMP6 = 6, 17, 1, 58


def ip(protocol: int, body: bytes, hosts: tuple[str, str] = V4) -> bytes:
    """A packet of IP, version 4 or 6."""
    if ":" in hosts[0]:
        ends = [socket.inet_pton(socket.AF_INET6, host) for host in hosts]
        return struct.pack("!IHBB", 6 << 28, len(body), protocol, 64) + b"".join(ends) + body
    ends = [socket.inet_aton(host) for host in hosts]
    return struct.pack("!BBHIBBH", 0x45, 0, 20 + len(body), 0, 64, protocol, 0) + b"".join(ends) + body


def tcp(flags: int, data: bytes = b"", sequence: int = 7) -> bytes:
    """A segment from port 1000 to port 80, with 4 bytes of options."""
    return struct.pack("!HHIIBBHHH", 1000, 80, sequence, 0, 6 << 4, flags, 0, 0, 0) + b"opts" + data


def udp(data: bytes) -> bytes:
    """A datagram from port 1000 to port 53."""
    return struct.pack("!HHHH", 1000, 53, 8 + len(data), 0) + data


@pytest.mark.parametrize("hosts", [V4, V6])
def test_a_segment_is_understood(hosts: tuple[str, str]) -> None:
    segment = parse(ip(TCP, tcp(0x18, b"data"), hosts), 1.5)
    assert segment is not None
    assert (segment.source, segment.target) == ((hosts[0], 1000), (hosts[1], 80))
    assert (segment.protocol, segment.flags, segment.payload) == ("tcp", "PSH ACK", b"data")
    assert (segment.sequence, segment.seconds) == (7, 1.5)


@pytest.mark.parametrize(
    ("flags", "words"),
    [(0x02, "SYN"), (0x12, "SYN ACK"), (0x11, "FIN ACK"), (0x04, "RST"), (0x14, "RST ACK"), (0x10, "ACK")],
)
def test_flags_are_told_in_words(flags: int, words: str) -> None:
    segment = parse(ip(TCP, tcp(flags)), 0)
    assert segment is not None
    assert segment.flags == words
    assert segment.opens is (words == "SYN")
    assert segment.is_bare_acknowledgement is (words == "ACK")


@pytest.mark.parametrize("hosts", [V4, V6])
def test_a_datagram_is_understood_an_empty_one_too(hosts: tuple[str, str]) -> None:
    for data in (b"question", b""):
        segment = parse(ip(UDP, udp(data), hosts), 0)
        assert segment is not None
        assert (segment.protocol, segment.payload, segment.target[1]) == ("udp", data, 53)


@pytest.mark.parametrize(("protocol", "kind", "hosts"), [(ICMP, b"\3\3", V4), (ICMP6, b"\1\4", V6)])
def test_a_refused_datagram_is_told_of_its_own_ends(
    protocol: int, kind: bytes, hosts: tuple[str, str]
) -> None:
    segment = parse(ip(protocol, kind + bytes(6) + ip(UDP, udp(b"question"), hosts), hosts), 0)
    assert segment is not None
    assert (segment.protocol, segment.flags) == ("icmp", "port unreachable")
    assert (segment.source[1], segment.target[1]) == (53, 1000)


@pytest.mark.parametrize("packet", [ip(TCP, tcp(2)), ip(UDP, udp(b"")), ip(TCP, tcp(2), V6), ip(2, b"igmp")])
def test_a_packet_that_was_cut_off_breaks_nothing(packet: bytes) -> None:
    for length in range(len(packet)):
        assert parse(packet[:length], 0) is None or length >= 28


def test_a_segment_sent_twice_counts_once() -> None:
    packets = [ip(TCP, tcp(0x10, data, at)) for data, at in ((b"ab", 1), (b"ab", 1), (b"cd", 3))]
    assert stream_of([segment for packet in packets if (segment := parse(packet, 0))]) == b"abcd"


# What real checks leave


@pytest.fixture
def private_network() -> None:
    try:
        probe_private_network()
    except NetworkUnavailable as why:
        pytest.skip(str(why))


TCP_CHECK = """
def check_answers(server: Server, payload: Payload) -> None:
    connection = server.connect()
    data = payload.binary(200_000)
    connection.send(data).expect(data).leave()
"""
ECHO = """
import socket
with socket.create_server(({address!r}, 7007), family=socket.{family}) as listener:
    while True:
        connection, _ = listener.accept()
        with connection:
            while data := connection.recv(65536):
                connection.sendall(data)
"""
UDP_CHECK = """
def check_answers(server: Server) -> None:
    exchange = server.datagrams()
    exchange.send(b"question").expect(b"answer")
    exchange.send(b"")
"""
UDP_ANSWER = """
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.bind(("127.0.0.1", 7007))
    data, sender = s.recvfrom(100)
    s.sendto(b"answer", sender)
input()
"""


def graded(course: Course, program: str, tmp_path: Path, network: str = "auto") -> tuple[Result, Path]:
    source = tmp_path / "student.py"
    source.write_text(program)
    grader = Grader(course, Options(network=network, pcap=tmp_path / "pcap"))  # type: ignore[arg-type]
    try:
        return grader.grade(source, course.select(".")), tmp_path / "pcap/doc/exercise/server/answers.pcap"
    finally:
        grader.close()


def tshark(path: Path, *options: str) -> list[str]:
    program = shutil.which("tshark")
    if program is None:
        pytest.skip("tshark is not installed")
    command = [program, "-n", "-r", str(path), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


@pytest.mark.usefixtures("private_network")
@pytest.mark.parametrize(("family", "address"), [("AF_INET", "127.0.0.1"), ("AF_INET6", "::1")])
def test_a_conversation_is_in_the_file_from_handshake_to_fin(
    make_course: Callable[..., Course], tmp_path: Path, family: str, address: str
) -> None:
    program = ECHO.format(family=family, address=address)
    result, path = graded(make_course(TCP_CHECK), program, tmp_path)
    assert result.programs[0].checks[0].passed
    flags = tshark(path, "-T", "fields", "-e", "tcp.flags.str")
    assert ["S" in flag for flag in flags[:3]] == [True, True, False]
    assert sum("F" in flag for flag in flags) == 2
    assert tshark(path, "-Y", "_ws.malformed || tcp.analysis.lost_segment || !tcp") == []
    fields = tshark(path, "-T", "fields", "-e", "tcp.srcport", "-e", "tcp.seq", "-e", "tcp.len")
    sent: dict[int, int] = {}
    for port, sequence, size in (map(int, line.split("\t")) for line in fields):
        # On a busy machine some of it may go out twice. Data begin at 1, behind the SYN.
        sent[port] = max(sent.get(port, 0), sequence + size - 1 if size else 0)
    assert sum(sent.values()) == 400_000
    times = [float(time) for time in tshark(path, "-T", "fields", "-e", "frame.time_epoch")]
    assert times == sorted(times)
    assert times[-1] - times[0] < 60


@pytest.mark.usefixtures("private_network")
def test_datagrams_are_in_the_file_and_what_became_of_them(
    make_course: Callable[..., Course], tmp_path: Path
) -> None:
    result, path = graded(make_course(UDP_CHECK, transport="udp"), UDP_ANSWER, tmp_path)
    (check,) = result.programs[0].checks
    assert check.failure is not None
    assert check.failure.kind == "unreachable"
    protocols = tshark(path, "-T", "fields", "-e", "_ws.col.Protocol")
    assert protocols[:3] == ["UDP", "UDP", "UDP"]
    assert "ICMP" in protocols
    assert tshark(path, "-Y", "_ws.malformed") == []


def test_on_a_shared_network_no_file_is_written_and_the_report_says_so(
    make_course: Callable[..., Course], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    program = ECHO.format(family="AF_INET", address="127.0.0.1").replace("7007", str(port))
    result, path = graded(make_course(TCP_CHECK, port=port), program, tmp_path, network="shared")
    assert not path.exists()
    assert any("no packets were captured" in note for note in result.programs[0].notes)
    assert result.programs[0].checks[0].evidence.packets == ()
    assert result.programs[0].checks[0].evidence.events
