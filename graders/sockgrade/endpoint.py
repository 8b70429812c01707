"""What checks talk to: the student's program by itself; `server` and `client` add the network.

A check never touches sockets, subprocesses, sleeps or clocks; these classes do. Every method that finds the
program wanting raises `CheckFailed`, with the words for the student.
"""

from __future__ import annotations

import re
from typing import Self

from sockgrade.capture import Capture
from sockgrade.checks import CheckFailed, CheckSkipped
from sockgrade.connection import Connection, Datagrams, last_words
from sockgrade.process import Process, describe_exit
from sockgrade.stage import Stage
from sockgrade.verdict import Kind
from sockgrade.waiting import DEADLINE, Halted, settle, wait_for
from sockgrade.wording import quote


class Program:
    """A program with its standard streams."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._launched: Process | None = None
        self._typed = b""
        self._capture: Capture | None = None
        self._open: list[Connection | Datagrams] = []

    # What the grader does

    def run(self) -> Self:
        """Start the program in a fresh network, if it has not been started."""
        if self._launched is None:
            self._stage.network.renew(self._stage.spec.transport, self._stage.spec.port)
            self._prepare()
            self._launched = self._stage.launch()
        return self

    def _prepare(self) -> None:
        """What must be in place before the program starts."""
        self._capture = self._stage.capture()

    @property
    def _process(self) -> Process:
        self.run()
        assert self._launched is not None
        return self._launched

    def type(self, line: str) -> Self:
        """Type a line into the program's standard input."""
        data = f"{line}\n".encode()
        self._process.write(data)
        self._typed += data
        return self

    def end_input(self) -> Self:
        """End the program's standard input, as Ctrl-D does."""
        self._process.end_input()
        return self

    def interrupt(self) -> Self:
        """Send SIGINT, as Ctrl-C does, once the program has come to rest: nobody is faster than its first lines."""
        settle(self._process)
        self._process.interrupt()
        return self

    @property
    def output(self) -> str:
        """What the program has printed so far, stdout and stderr."""
        if self._launched is None:
            return ""
        return self._launched.output.text

    def close(self) -> None:
        """End the conversation and the program. Connections first: a server's port is then free at once."""
        for connection in self._open:
            connection.close()
        self._open.clear()
        if self._capture is not None:
            self._capture.close()
            self._capture = None
        if self._launched is not None:
            self._launched.kill()

    # What the program must do

    def expect_output(self, wanted: str | re.Pattern[str], *, times: int = 1) -> Self:
        """The program prints this text, on stdout or stderr, so many times at least."""
        pattern = wanted if isinstance(wanted, re.Pattern) else re.compile(re.escape(wanted))
        name = repr(wanted) if isinstance(wanted, str) else f"something like {wanted.pattern!r}"
        process = self._process

        def look() -> bool | None:
            return True if len(pattern.findall(process.output.text)) >= times else None

        try:
            wait_for(look, process)
        except Halted as why:
            printed = process.output.text.strip()
            message = {
                Kind.ENDED: f"The program ended{last_words(process)}, and has not printed {name}.",
                Kind.STUCK: f"The program has not printed {name}: {why.place}.",
                Kind.TIMEOUT: f"The program did not print {name} within {DEADLINE:g} seconds.",
            }[why.kind]
            raise CheckFailed(
                Kind.WRONG_OUTPUT,
                message,
                expected=name + ("" if times == 1 else f", {times} times"),
                received=quote(printed.encode()) if printed else "no output at all",
            ) from None
        return self

    def expect_exit(self, code: int = 0) -> Self:
        """The program ends by itself, with this exit code."""
        status = self._wait_for_exit()
        if status != code:
            raise CheckFailed(
                Kind.WRONG_EXIT,
                f"The program ended{last_words(self._process)}",
                expected=f"exit code {code}",
                received=describe_exit(status),
            )
        return self

    def expect_failure(self) -> Self:
        """The program ends by itself, says why on stderr, in words instead of a traceback, with an exit code not 0."""
        status = self._wait_for_exit()
        errors = self._process.errors.text
        if status < 0 or "Traceback (most recent call last)" in errors:
            raise CheckFailed(
                Kind.WRONG_EXIT,
                f"The program crashed{last_words(self._process)}",
                expected="a message on stderr that says what went wrong, and an exit code that is not 0",
                received="a traceback" if status >= 0 else describe_exit(status),
            )
        if status == 0 or not errors.strip():
            raise CheckFailed(
                Kind.WRONG_EXIT,
                "The program does not say that something went wrong.",
                expected="a message on stderr, and an exit code that is not 0",
                received=f"{describe_exit(status)}, {'a' if errors.strip() else 'no'} message on stderr",
            )
        return self

    def expect_clean_stop(self, after: str = "Ctrl-C") -> Self:
        """After an interrupt, or what `after` names, the program ends without a traceback, with any exit code."""
        self._wait_for_exit()
        if "Traceback (most recent call last)" in self._process.errors.text:
            raise CheckFailed(
                Kind.WRONG_EXIT,
                f"{after} ends the program with a traceback.",
                expected="an end without a traceback",
                received=f"a traceback{last_words(self._process)}",
            )
        return self

    def _wait_for_exit(self) -> int:
        process = self._process
        try:
            return wait_for(lambda: process.exit_status, process)
        except Halted as why:
            place = f": {why.place}." if why.kind is Kind.STUCK else f" within {DEADLINE:g} seconds."
            raise CheckFailed(
                Kind.STILL_RUNNING,
                f"The program does not end{place}",
                expected="the end of the program",
                received="a program that still runs",
            ) from None

    def expect_conversation(self, request: bytes, reply: bytes) -> Self:
        """The program talked to itself over TCP on the document's port: this went there, and that came back."""
        if self._stage.network.kind != "private":
            raise CheckSkipped("packets can be seen in a private network only")
        process = self._process
        self._wait_for_exit()
        assert self._capture is not None
        port = self._stage.spec.port
        got_request, got_reply = self._capture.conversation(port)
        for name, wanted, got in (("request", request, got_request), ("reply", reply, got_reply)):
            if wanted != got:
                raise CheckFailed(
                    Kind.WRONG_DATA if got else Kind.NOT_CONNECTING,
                    f"The {name} on port {port} is not the expected one{last_words(process)}"
                    if got
                    else f"No {name} crossed the network on port {port}{last_words(process)}",
                    expected=quote(wanted),
                    received=quote(got),
                )
        return self
