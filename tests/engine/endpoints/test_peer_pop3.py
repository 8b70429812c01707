"""The server of POP3: what a client finds in a mailbox, and what the check learns of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Verdict = Callable[..., str]

FETCHES = """
import hashlib, poplib, sys
server = poplib.POP3("127.0.0.1", 7007)
server.user("eva")
server.pass_(sys.argv[1])
print("there are", *server.stat())
for number in range(1, len(server.list()[1]) + 1):
    print(hashlib.sha256(b"\\n".join(server.retr(number)[1])).hexdigest())
server.dele(1)
print("left", len([line for line in server.uidl()[1] if not line.startswith(b"1 ")]))
server.quit()
"""
#: So long that Twisted sends it in several chunks, of which one begins with a dot.
MAIL = 'b"Subject: Hello\\r\\n\\r\\n" + 9_000 * b".\\r\\n" + bytes([252]) + b"\\r\\n"'
CHECK = f"""
import hashlib

def check_fetches(client: Client, peer: Peer) -> None:
    mail = {MAIL}
    peer.serve("pop3", users={{'eva': 'secret word'}}, mails=[b"One\\r\\n", mail])%s
    client.start(%r)
    client.expect_output(f"there are 2 {{len(mail) + 5}}", "left 1")
    client.expect_output(hashlib.sha256(b"\\n".join(mail.split(b"\\r\\n")[:-1])).hexdigest())
    client.expect_exit(0)
    for command in ("USER eva", "RETR 2", "DELE 1", "QUIT"):
        peer.expect_note(command)
    assert "PASS" in peer.notes, "the password belongs to nobody"
"""


@pytest.mark.parametrize("manner", ["", ".cut(500)", ".merge()"])
def test_a_client_fetches_mails(verdict: Verdict, manner: str) -> None:
    pytest.importorskip("twisted")
    assert verdict(FETCHES, CHECK % (manner, "secret word"), role="client") == "passed"


def test_a_mailbox_knows_who_may_come(verdict: Verdict) -> None:
    pytest.importorskip("twisted")
    told = verdict(FETCHES, CHECK % ("", "secret"), role="client")
    assert told.startswith("failed")
    assert "-ERR Authentication failed" in told


@pytest.mark.parametrize("command", ["RETR 9", "DELE 9", "DELE", "DELE x", "USER", "\\xff", "", "TOP 1 -1"])
def test_a_server_outlives_what_a_client_says_wrongly(verdict: Verdict, command: str) -> None:
    pytest.importorskip("twisted")
    program = f"""
    import poplib
    server = poplib.POP3("127.0.0.1", 7007)
    server.encoding = "latin-1"
    server.user("eva")
    server.pass_("secret")
    try:
        server._shortcmd("{command}")
    except poplib.error_proto as error:
        print(error)
    print(server.noop())
    """
    check = """
    def check_goes_on(client: Client, peer: Peer) -> None:
        peer.serve("pop3", users={"eva": "secret"}, mails=[b"One\\r\\n"])
        client.expect_output("-ERR", "+OK").expect_exit(0)
    """
    assert verdict(program, check, role="client") == "passed"
