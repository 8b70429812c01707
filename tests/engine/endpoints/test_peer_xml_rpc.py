"""A real server of XML-RPC in the grader's place: its answers, its faults, and its log."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Verdict = Callable[..., str]

CALLS = """
import xmlrpc.client
with xmlrpc.client.ServerProxy("http://127.0.0.1:7007/RPC2") as server:
    try:
        print(server.{call})
    except xmlrpc.client.Fault as fault:
        print("fault", fault.faultCode, fault.faultString)
"""
CHECK = """
def check_calls(client: Client, peer: Peer) -> None:
    peer.serve("xml_rpc", answers={{"add": 5, "count": {{"a": 2}}}}, faults={{"fail": [7, "no <luck>"]}}){manner}
    client.expect_output({printed!r}).expect_exit(0)
    peer.expect_note({note!r})
"""


@pytest.mark.parametrize("manner", ["", ".cut(9)", ".merge()"])
@pytest.mark.parametrize(
    ("call", "printed", "note"),
    [
        ("add(2, -3)", "5", "add(2, -3)"),
        ("count('a & b')", "{'a': 2}", "count('a & b')"),
        ("fail()", "fault 7 no <luck>", "fail()"),
        ("other(1)", "fault 1 there is no other", "other(1)"),
    ],
)
def test_a_client_calls_functions(verdict: Verdict, manner: str, call: str, printed: str, note: str) -> None:
    check = CHECK.format(manner=manner, printed=printed, note=note)
    assert verdict(CALLS.format(call=call), check, role="client") == "passed"
