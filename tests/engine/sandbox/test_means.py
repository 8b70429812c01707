"""What a check gives to programs reaches them in every sandbox: arguments, files, IPv6, an address without answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sockgrade.sandbox import SandboxUnavailable
from sockgrade.verdict import ProgramResult

ARGUMENTS = 'arguments = ["{address}", "{port}"]\nfiles = { "greeting.txt" = "Hello " }'
#: Asks a server, answers what came with a greeting from a file, and keeps a record of it.
PROGRAM = """
import os, socket, sys
host, port = sys.argv[1], int(sys.argv[2])
try:
    with socket.create_connection((host, port), timeout=1) as connection:
        asked = connection.makefile("rb").readline()
except OSError as error:
    sys.exit(f"{host}: {error}")
with open("greeting.txt") as file:
    print(file.read() + asked.decode().strip(), os.environ["COLOUR"], sys.stdin.readline().strip())
with open("record.bin", "wb") as file:
    file.write(asked)
"""
CHECKS = '''
def check_answers(client: Client, payload: Payload) -> None:
    """It answers, by IPv6 and IPv4, and keeps a record."""
    for address in ("::1", "127.0.0.9"):
        line = payload.word().encode() + b"\\n"
        client.set_environment("COLOUR", "blue").put("other.txt", b"")
        client.start(address, 4711).accept().send(line)
        client.feed(b"typed\\n").expect_output("Hello " + line.decode().strip(), "blue", "typed").expect_exit(0)
        client.expect_file("record.bin", line).expect_no_file("record.bin.part")

def check_gives_up(client: Client) -> None:
    """It gives up where nobody answers."""
    client.silent_at("127.0.0.6", 4711).silent_at("::1", 4712)
    for address, port in (("127.0.0.6", 4711), ("::1", 4712)):
        client.start(address, port).expect_failure(1)
'''


@pytest.mark.parametrize("sandbox", ["none", "bubblewrap", "docker"])
def test_means_work_in_every_sandbox(grade_source: Callable[..., ProgramResult], sandbox: str) -> None:
    try:
        result = grade_source(PROGRAM, CHECKS, role="client", sandbox=sandbox, more=ARGUMENTS)
    except SandboxUnavailable as why:
        pytest.skip(str(why))
    assert [check.failure for check in result.checks] == [None, None]
