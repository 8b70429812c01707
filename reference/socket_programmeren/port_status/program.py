"""The status of ports: open, closed, or filtered."""

import argparse
import errno
import os
import socket
import sys

PATIENCE = 1.0  # seconds
#: No answer yet, when the time is up.
NOT_YET = (errno.EAGAIN, errno.EINPROGRESS)


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def status(host: str, number: int) -> str:
    """What comes of an attempt to connect. Raises OSError if none could be made."""
    with socket.socket() as probe:
        probe.settimeout(PATIENCE)
        error = probe.connect_ex((host, number))
    if error == 0:
        return "open"
    if error == errno.ECONNREFUSED:
        return "closed"
    if error in NOT_YET:
        return "filtered"
    raise OSError(error, os.strerror(error))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("ports", metavar="port", type=port, nargs="+")
    arguments = parser.parse_args()
    found = set()
    for number in arguments.ports:
        found.add(result := status(arguments.host, number))
        print(number, result, flush=True)
    return 0 if found == {"open"} else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as error:
        sys.exit(f"No answer from {sys.argv[1]}: {error}")
