"""The process that tries claims: pytest runs them, in a private network where there is one.

Run by `sockgrade.grading.claims`, with the claims as arguments. What came of each is a line of JSON: its id, whether it
holds (null: this machine cannot show it), and what was said.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import sys
from collections.abc import Callable, Generator, Iterator
from typing import TextIO

import pytest

from sockgrade.claims import PREFIX
from sockgrade.network.namespaces import NetworkUnavailable, enter_private_network, probe_private_network

#: Seconds for one claim: none of them waits for more than a few tenths.
_TIMEOUT = 10
#: How pytest begins to say that nothing was raised.
_DID_NOT_RAISE = "DID NOT RAISE "


def main() -> None:
    """Try the claims that the command line names, as pytest does."""
    sys.dont_write_bytecode = True
    reporter = _Reporter(os.fdopen(os.dup(1), "w"))
    os.dup2(2, 1)  # what else is printed is no message
    try:
        probe_private_network()
        enter_private_network()
    except NetworkUnavailable:
        pass  # the machine's own loopback serves
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = f"-c {os.devnull} -p no:terminal -p no:cacheprovider -p pytest_timeout --timeout={_TIMEOUT}"
    options += f" --import-mode=importlib -o python_functions={PREFIX}"
    pytest.main([*options.split(), *sys.argv[1:]], plugins=[Sockets(), reporter])
    sys.exit(reporter.fault)


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
        with socket.create_server(("::1", 0), family=socket.AF_INET6) as made:
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
    def queued(self) -> Iterator[Callable[[int], int]]:
        """Tells for a backlog how many clients are connected while nobody accepts them."""
        with contextlib.ExitStack() as sockets:
            yield lambda backlog: _fill(backlog, sockets)[1]

    @pytest.fixture
    def full(self) -> Iterator[tuple[str, int]]:
        """An address where somebody listens who takes nobody any more: whoever connects waits."""
        with contextlib.ExitStack() as sockets:
            yield _fill(0, sockets)[0]


def _fill(backlog: int, sockets: contextlib.ExitStack) -> tuple[tuple[str, int], int]:
    """The address of a server that accepts nobody, and to which no more can be connected; and how many are."""
    listener = sockets.enter_context(socket.create_server(("127.0.0.1", 0), backlog=backlog))
    connected = 0
    while True:
        client = sockets.enter_context(socket.socket())
        client.setblocking(False)
        client.connect_ex(listener.getsockname())
        if not select.select([], [client], [], 0.1)[1]:
            return listener.getsockname(), connected
        connected += 1


class _Reporter:
    """Writes what comes of each claim."""

    def __init__(self, messages: TextIO) -> None:
        self._messages = messages
        self.fault: str | None = None
        """What kept a claim from being tried that is no fault of this machine's."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        error = None if call.excinfo is None else call.excinfo.value
        if isinstance(error, pytest.skip.Exception):  # the claim itself says that this machine cannot show it
            self._say(item, None, str(error))
        elif call.when == "call":
            self._say(item, error is None, _said(error))
        elif isinstance(error, OSError) and call.when == "setup":  # such as ::1, where there is no IPv6
            self._say(item, None, _said(error))
        elif isinstance(error, pytest.FixtureLookupError):
            known = [name for name in vars(Sockets) if not name.startswith("_")]
            self.fault = f"there is no fixture {error.argname!r}: a claim asks for {', '.join(known)}"
        elif error is not None:
            self.fault = _said(error)
        return report

    def _say(self, item: pytest.Item, holds: bool | None, said: str) -> None:
        identifier = f"{item.path.parent.name}/{item.name.removeprefix(PREFIX)}"
        print(json.dumps([identifier, holds, said]), file=self._messages, flush=True)


def _said(error: BaseException | None) -> str:
    """What is said of a claim that raised something, in one line; empty if it has not."""
    line = str(error or "").partition("\n")[0]
    if line.startswith(_DID_NOT_RAISE):
        return "nothing is raised"
    if error is None or isinstance(error, (AssertionError, pytest.fail.Exception)):
        return line
    return f"{type(error).__name__}: {line}"


if __name__ == "__main__":
    main()
