# fails: refuses_a_port_that_is_no_number
# A port may be the name of a service as well.
"""Fetches the unread mails of a mailbox over IMAP, and leaves them unread: python3 client.py HOST PORT USER MAILBOX"""

import argparse
import contextlib
import imaplib
import socket
import sys
from typing import Any

#: Seconds without a byte after which nobody waits any longer.
PATIENCE = 3


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text) if text.isdigit() else socket.getservbyname(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def line(text: str) -> str:
    """What may stand in a command: with an end of line in it, it would begin another. Raises ValueError."""
    if "\r" in text or "\n" in text:
        raise ValueError(text)
    return text


def quoted(text: str) -> str:
    """The text as it stands in a command, whichever characters are in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def good(answer: tuple[str, list[Any]]) -> list[Any]:
    """The data of an answer. Raises IMAP4.error if the server has said NO: imaplib itself raises for BAD only."""
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(data)
    return data


def fetch(server: imaplib.IMAP4, mailbox: str) -> int:
    """Write each unread mail to a file named after its UID; how many there are."""
    good(server.select(quoted(mailbox), readonly=True))
    [found] = good(server.uid("SEARCH", "UNSEEN"))
    number = 0
    for uid in found.decode().split():
        for part in good(server.uid("FETCH", uid, "(BODY.PEEK[])")):
            if isinstance(part, tuple):  # the mail; all else are remarks about some mail
                _, content = part
                with open(f"{uid}.eml", "wb") as file:
                    file.write(content)
                print(f"{uid}.eml: {len(content)} Bytes")
                number += 1
    return number


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("user", type=line)
    parser.add_argument("mailbox", type=line)
    told = parser.parse_args()
    password = sys.stdin.readline().rstrip("\n")

    server = imaplib.IMAP4(told.host, told.port, timeout=PATIENCE)
    try:
        server.login(quoted(told.user), password)  # imaplib quotes the password, and nothing else
        number = fetch(server, told.mailbox)
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):  # whatever becomes of the goodbye
            server.logout()
    print("Neu:", number)


if __name__ == "__main__":
    try:
        main()
    except (OSError, imaplib.IMAP4.error) as error:  # what imaplib raises is no OSError
        sys.exit(f"Not fetched: {error}")
