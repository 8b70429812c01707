# fails: says_that_it_cannot_write
# A file that cannot be written is a traceback.

"""Fetches a file over FTP, and writes it down: python3 client.py HOST PORT PATH FILE"""

import argparse
import contextlib
import ftplib
import sys

#: Seconds without a byte after which nobody waits any longer.
PATIENCE = 3


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def fetch(host: str, port: int, path: str) -> bytes:
    """What the server has under this path. Raises one of ftplib.all_errors."""
    content = bytearray()
    # The `with` of FTP itself says QUIT even to a server that has fallen silent, and waits once more.
    with contextlib.closing(ftplib.FTP(timeout=PATIENCE)) as server:
        server.connect(host, port)
        server.login()  # as anonymous
        server.retrbinary(f"RETR {path}", content.extend)
        with contextlib.suppress(*ftplib.all_errors):  # all has come, whatever becomes of the goodbye
            server.quit()
    return bytes(content)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("path")
    parser.add_argument("file")
    told = parser.parse_args()
    try:
        content = fetch(told.host, told.port, told.path)
    except ftplib.all_errors as error:  # OSError, EOFError, and what the server says against it
        sys.exit(f"Nothing fetched from {told.host}: {str(error) or type(error).__name__}")
    with open(told.file, "wb") as file:
        file.write(content)
    print(len(content), "Bytes")


if __name__ == "__main__":
    main()
