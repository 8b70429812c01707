"""Programs that are started in a sandbox by hand, for tests of the sandboxes."""

from __future__ import annotations

import json
import os
import select
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from sockgrade.sandbox import Launch, Limits, Running
from sockgrade.sandbox.choose import Chosen
from sockgrade.sandbox.room import Contents

#: Seconds after which a test gives up; nothing here takes a tenth of it on a loaded machine.
PATIENCE = 60.0

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc, which only Linux has")


@dataclass
class Program:
    """A started program with pipes."""

    running: Running
    stdin: int
    stdout: int
    text: bytes = b""

    def read_line(self) -> str:
        while b"\n" not in self.text:
            part = self._read()
            assert part, f"the program ended: {self.text!r}"
            self.text += part
        line, _, self.text = self.text.partition(b"\n")
        return line.decode()

    def read_all(self) -> str:
        """Everything up to the moment at which nobody has the program's output open any more."""
        while part := self._read():
            self.text += part
        return self.text.decode()

    def _read(self) -> bytes:
        assert select.select([self.stdout], [], [], PATIENCE)[0], f"nothing comes: {self.text!r}"
        return os.read(self.stdout, 65536)

    def wait(self) -> int:
        descriptor = self.running.exit_descriptor()
        if descriptor is not None:
            assert select.select([descriptor], [], [], PATIENCE)[0], "the program does not end"
            os.close(descriptor)
        while (status := self.running.poll()) is None:
            pass
        return status


@dataclass
class Start:
    """Starts programs, each in a copy of the folder, and ends them after the test."""

    folder: Path
    ends: ExitStack
    options: dict[str, Any] = field(default_factory=dict)
    room: Path = Path()
    """What the latest runs in."""

    def __call__(self, chosen: Chosen, program: str | Sequence[str], **options: Any) -> Program:
        if isinstance(program, str):
            (self.folder / "program.py").write_text(dedent(program))
            program = [str(chosen.python.path), "program.py"]
        their_stdin, our_stdin = os.pipe()
        our_stdout, their_stdout = os.pipe()
        self.ends.callback(os.close, our_stdin)
        self.ends.callback(os.close, our_stdout)
        options = {"readable": chosen.python.readable, **options}
        if chosen.sandbox.name == "none":
            # All that run as nobody at the same time, in other tests, share one count.
            options.setdefault("limits", Limits(processes=4096))
        if chosen.sandbox.has_network:
            network = chosen.sandbox.enter_network("private", launches=0)
            network.renew("tcp", 0)  # and with it everything else that a program could leave behind
        try:
            if "folder" not in options:
                self.room = self.ends.enter_context(Contents(self.folder).room(chosen.sandbox, {}))
                options["folder"] = self.room
            launch = Launch(program, stdin=their_stdin, stdout=their_stdout, stderr=their_stdout, **options)
            running = chosen.sandbox.start(launch)
        finally:
            os.close(their_stdin)
            os.close(their_stdout)
        self.ends.callback(running.kill)
        return Program(running, our_stdin, our_stdout)

    def result(self, chosen: Chosen, program: str, **options: Any) -> Any:
        """What the program prints as JSON."""
        started = self(chosen, program, **options)
        text = started.read_all()
        assert started.wait() == 0, text
        return json.loads(text)
