"""A real server of mailboxes in the grader's place: what a client finds there, and what it is told to do wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

pytest.importorskip("pymap")

Verdict = Callable[..., str]

FETCHES = """
import imaplib
server = imaplib.IMAP4("127.0.0.1", 7007)
try:
    print(server.login("eva", 'a "b" c'))
    print(server.select('"Old mail"', readonly={is_readonly}))
    print(server.uid("SEARCH", "UNSEEN"))
    print(server.uid("FETCH", "101", "(BODY[])"))
    server.logout()
except (OSError, imaplib.IMAP4.error) as error:
    print(error)
"""
SERVES = """
MAIL = b"Subject: Hello\\r\\n\\r\\n)\\r\\n\\xff\\x00 * 1 FETCH"

def check_fetches(client: Client, peer: Peer) -> None:
    mailboxes = {{"INBOX": [], "Old mail": [(MAIL, ""), (MAIL, chr(92) + "Seen")]}}
    peer.serve("imap", users={{"eva": 'a "b" c'}}, mailboxes=mailboxes, **{more!r}){manner}
    client.expect_output({output})
"""
FOUND = """"[b'101']", f"{{{len(MAIL)}}}", repr(MAIL)"""


def _program(*, is_readonly: bool = True) -> str:
    return FETCHES.format(is_readonly=is_readonly)


def _check(output: str = FOUND, manner: str = "", more: Mapping[str, object] | None = None) -> str:
    return SERVES.format(output=output, manner=manner, more=more or {})


@pytest.mark.parametrize("manner", ["", ".cut(9)", ".merge()"])
def test_a_mail_comes_byte_for_byte(verdict: Verdict, manner: str) -> None:
    assert verdict(_program(), _check(manner=manner), role="client") == "passed"


@pytest.mark.parametrize("is_readonly", [True, False])
def test_what_is_asked_and_what_becomes_of_the_mails_is_noted(verdict: Verdict, is_readonly: bool) -> None:
    noted = [
        "CAPABILITY",
        "LOGIN eva",  # the password belongs to nobody
        f"{'EXAMINE' if is_readonly else 'SELECT'} Old mail",
        "UID SEARCH",
        "UID FETCH 101",
        *([] if is_readonly else ["CHANGED Old mail 101: \\Seen"]),
        "LOGOUT",
        "DISCONNECTED",
    ]
    check = (
        f"{_check()}    peer.expect_note('DISCONNECTED')\n    assert peer.notes == {noted!r}, peer.notes\n"
    )
    assert verdict(_program(is_readonly=is_readonly), check, role="client") == "passed"


@pytest.mark.parametrize(
    ("output", "more"),
    [
        ("('NO', [b'Not now'])", {"answers": {"SELECT": "NO Not now"}}),
        ("EXAMINE => Shutting down", {"answers": {"SELECT": "* BYE Shutting down"}}),
        ("[b'1 (FLAGS ())', (b'1 (BODY[]", {"adds": {"FETCH": "* 1 FETCH (FLAGS ())"}}),
        ("unterminated line: b'* SEA'", {"stops": {"SEARCH": (5, "end")}}),
        ("Connection reset by peer", {"stops": {"FETCH": (30, "reset")}}),
    ],
)
def test_it_does_otherwise_as_it_is_told(verdict: Verdict, output: str, more: Mapping[str, object]) -> None:
    assert verdict(_program(), _check(repr(output), more=more), role="client") == "passed"


def test_who_waits_for_the_rest_of_an_answer_is_stuck(verdict: Verdict) -> None:
    told = verdict(_program(), _check(more={"stops": {"FETCH": (30, "silence")}}), role="client")
    assert "it waits in recv() for more data" in told
