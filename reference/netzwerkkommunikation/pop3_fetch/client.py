"""Fetches the mails of a mailbox: python3 client.py HOST PORT USER FOLDER [leeren] < password.txt"""

import argparse
import contextlib
import poplib
import sys
from email import policy
from email.parser import BytesHeaderParser
from pathlib import Path

#: Seconds without a word from the server after which nobody waits any longer.
PATIENCE = 3


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def user(text: str) -> str:
    """What may stand in a command: with an end of line in it, another would begin. Raises ValueError."""
    if "\r" in text or "\n" in text:
        raise ValueError(text)
    return text


def subject(mail: bytes) -> str:
    """What the head of a mail says that it is about."""
    return BytesHeaderParser(policy=policy.default).parsebytes(mail).get("Subject", "(ohne Betreff)")


def fetch(server: poplib.POP3, number: int, file: Path) -> int:
    """Write a mail down; its size."""
    _, lines, _ = server.retr(number)
    mail = b"".join(line + b"\r\n" for line in lines)
    # All of it has come before the file is begun: half a mail would look like a whole one.
    file.write_bytes(mail)
    print(f"{number}: {len(mail)} Bytes, {subject(mail)}")
    return len(mail)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("user", type=user)
    parser.add_argument("folder", type=Path)
    parser.add_argument("leeren", nargs="?", choices=["leeren"])
    told = parser.parse_args()
    password = sys.stdin.readline().rstrip("\r\n")

    with contextlib.closing(poplib.POP3(told.host, told.port, PATIENCE)) as server:
        server.user(told.user)
        server.pass_(password)
        _, mails, _ = server.list()
        told.folder.mkdir(exist_ok=True)
        numbers = range(1, len(mails) + 1)
        sizes = [fetch(server, number, told.folder / f"{number}.eml") for number in numbers]
        if told.leeren:
            for number in numbers:
                server.dele(number)
            server.quit()  # now they are deleted, or the server says why not
        else:
            # We have all, whatever becomes of the goodbye.
            with contextlib.suppress(OSError, poplib.error_proto):
                server.quit()
    print(f"{len(sizes)} E-Mails, {sum(sizes)} Bytes")


if __name__ == "__main__":
    try:
        main()
    except (OSError, poplib.error_proto) as error:
        sys.exit(f"Not all is fetched: {error}")
