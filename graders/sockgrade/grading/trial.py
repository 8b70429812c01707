"""The process that tries claims: pytest runs them, in a private network where there is one.

Run by `sockgrade.grading.claims`, with the modules of claims as arguments. What came of each is a line of JSON: its
id, whether it holds (null: it could not be tried), and what was said.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import sys
from collections.abc import Callable, Generator, Iterator

import pytest

from sockgrade.claims import PREFIX
from sockgrade.network.namespaces import NetworkUnavailable, enter_private_network, probe_private_network

#: Seconds for one claim: none of them waits for more than a few tenths.
_TIMEOUT = 10
#: How pytest begins to say that nothing was raised.
_DID_NOT_RAISE = "DID NOT RAISE "


def main() -> None:
    """Try all claims of the modules that the command line names."""
    sys.dont_write_bytecode = True
    messages = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what pytest prints is for whoever looks why
    try:
        probe_private_network()
        enter_private_network()
    except NetworkUnavailable:
        pass  # the machine's own loopback serves: no claim has a port of its own
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = [
        "-q",
        "-c",
        os.devnull,
        "-p",
        "pytest_timeout",
        f"--timeout={_TIMEOUT}",
        "--import-mode=importlib",
    ]
    options += ["-p", "no:cacheprovider", "-o", f"python_functions={PREFIX}", "-o", "python_files=claims.py"]
    pytest.main([*options, *sys.argv[1:]], plugins=[Sockets(), _Reporter(messages.write)])


class Sockets:
    """What claims ask for, as fixtures."""

    @pytest.fixture
    def listener(self) -> Iterator[socket.socket]:
        """A socket that listens on 127.0.0.1."""
        with socket.create_server(("127.0.0.1", 0)) as made:
            yield made

    @pytest.fixture
    def listener_ipv6(self) -> Iterator[socket.socket]:
        """A socket that listens on ::1."""
        try:
            made = socket.create_server(("::1", 0), family=socket.AF_INET6)
        except OSError as error:
            pytest.skip(f"this machine has no ::1 ({error.strerror})")
        with made:
            yield made

    @pytest.fixture
    def client(self, listener: socket.socket) -> Iterator[socket.socket]:
        """A socket that is connected to `server`."""
        with socket.create_connection(listener.getsockname()) as made:
            yield made

    @pytest.fixture
    def server(self, client: socket.socket, listener: socket.socket) -> Iterator[socket.socket]:
        """What accept() gave for `client`."""
        made, address = listener.accept()
        assert address == client.getsockname()
        with made:
            yield made

    @pytest.fixture
    def nobody(self) -> Iterator[tuple[str, int]]:
        """An address where nobody listens, nor will while the claim is tried."""
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            yield taken.getsockname()

    @pytest.fixture
    def full(self) -> Iterator[tuple[str, int]]:
        """An address where somebody listens who takes nobody any more: whoever connects waits."""
        with contextlib.ExitStack() as sockets:
            listener = sockets.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
            while True:
                client = sockets.enter_context(socket.socket())
                client.setblocking(False)
                client.connect_ex(listener.getsockname())
                if not select.select([], [client], [], 0.1)[1]:
                    break
            yield listener.getsockname()


class _Reporter:
    """Writes what comes of each claim."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        error = None if call.excinfo is None else call.excinfo.value
        if isinstance(error, pytest.skip.Exception):
            self._say(item, None, str(error))
        elif call.when == "call":
            self._say(item, error is None, "" if error is None else _said(error))
        return report

    def _say(self, item: pytest.Item, holds: bool | None, said: str) -> None:
        identifier = f"{item.path.parent.name}/{item.name.removeprefix(PREFIX)}"
        self._write(json.dumps([identifier, holds, said]) + "\n")


def _said(error: BaseException) -> str:
    """What is said of a claim that raised something, in one line."""
    line = str(error).partition("\n")[0]
    if line.startswith(_DID_NOT_RAISE):
        return "nothing is raised"
    return (
        line
        if isinstance(error, (AssertionError, pytest.fail.Exception))
        else f"{type(error).__name__}: {line}"
    )


if __name__ == "__main__":
    main()
