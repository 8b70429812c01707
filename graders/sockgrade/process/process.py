"""A launched program: its input, its output, its end."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from sockgrade.checks import CheckFailed
from sockgrade.evidence.events import Act
from sockgrade.evidence.text import visible
from sockgrade.kernel.trees import Entry, read_beneath, tree_beneath
from sockgrade.network.tables import Tables
from sockgrade.process.company import Company
from sockgrade.process.patience import Patience
from sockgrade.process.streams import Output, Stdout, open_pipe, open_terminal
from sockgrade.process.transcript import Transcript
from sockgrade.sandbox import CommandRefused, Launch, Limits, Sandbox
from sockgrade.verdict import Kind


class Process:
    """A program that a sandbox started. The grader reads its output whenever it waits, and never blocks on it."""

    def __init__(
        self,
        sandbox: Sandbox,
        argv: Sequence[str],
        room: AbstractContextManager[Path],
        *,
        folder: Path,
        arguments: Sequence[str] | None = None,
        environment: Mapping[str, str] | None = None,
        given: bytes | None = None,
        directory: str = ".",
        readable: Sequence[Path] = (),
        limits: Limits | None = None,
        transcript: Transcript | None = None,
        tables: Tables | None = None,
        rights: Sequence[str] = (),
        owner: int | None = None,
        patience: Patience | None = None,
        deadline: float | None = None,
    ) -> None:
        """`room` is what the program runs in (`Launch.folder`), as long as it does, and `directory` is where in it;
        `folder` holds its files as they were, whatever it makes of them. `given` is what its input has, up to its end;
        without it, `write` and `end_input` say so. For `rights` and `owner` see `Launch`."""
        self.transcript = transcript or Transcript()
        self.tables = tables
        """The sockets of the network that it sees; None for a program that has nothing to do there."""
        self.patience = patience or Patience()
        self.deadline = deadline
        """Seconds in which the program must have done all that the check asks, where its teacher has set them."""
        self.company: Company | None = None
        """What goes on whenever the grader waits for the program, if anything does."""
        self.folder = folder
        self.arguments = None if arguments is None else tuple(arguments)
        """What it was given on its command line; None if its exercise has nothing of the kind."""
        self._room = ExitStack()
        self._stdout, self._stderr = open_terminal(), open_pipe()
        theirs, ours = os.pipe()
        if os.name == "posix":  # whoever fills the pipe must not hold the grader
            os.set_blocking(ours, False)
        self._stdin: int | None = ours
        try:
            place = self._room.enter_context(room)
            self.running = sandbox.start(
                Launch(
                    argv=[*argv, *(arguments or ())],
                    folder=place,
                    directory=directory,
                    stdin=theirs,
                    stdout=self._stdout.theirs,
                    stderr=self._stderr.theirs,
                    readable=readable,
                    environment=environment or {},
                    limits=limits or Limits(),
                    rights=rights,
                    owner=owner,
                )
            )
        except BaseException as error:
            self._close_input()
            self._stdout.close()
            self._stderr.close()
            self._room.close()
            if isinstance(error, CommandRefused):
                raise CheckFailed(
                    Kind.BUILD, f"The program cannot be started: {visible(str(error))}"
                ) from None
            raise
        finally:
            os.close(theirs)
            self._stdout.release()
            self._stderr.release()
        self.seen_folder = str(sandbox.folder_path(place))
        """The program's folder, as it sees it itself."""
        self.output = Output(self.seen_folder)
        """stdout and stderr, in the order in which they arrived."""
        self.errors = Output(self.seen_folder)
        """stderr alone."""
        self.printed = Stdout(self.seen_folder)
        """stdout alone."""
        self._given = None if given is None else memoryview(given)
        self.taken = 0
        """How many bytes of what it is given the program's input has had."""
        self.typed = b""
        """What was typed into its standard input."""
        self._exit_descriptor = self.running.exit_descriptor()
        self._exit_is_noted = False
        self._place, self._directory = place, directory
        self.transcript.note(Act.STARTED, shlex.join(arguments or ()))
        if given is not None:
            self.transcript.note_data(Act.TYPED, given)
            self.transcript.note(Act.ENDED_INPUT)

    def pump(self) -> None:
        """Read what the program has printed."""
        for act, reader in ((Act.PRINTED, self._stdout), (Act.COMPLAINED, self._stderr)):
            data = reader.read()
            if data:
                self.output.add(data)
                (self.errors if act is Act.COMPLAINED else self.printed).add(data)
                self.transcript.note_output(act, data.replace(f"{self.seen_folder}/".encode(), b""))
        if self._given is not None:
            self._given = self._give(self._given)
        # A small buffer is all that an ordinary user gets for packets.
        if self.transcript.capture is not None:
            self.transcript.capture.poll()

    @property
    def exit_status(self) -> int | None:
        """None while it runs, its exit code, or -N when signal N ended it."""
        status = self.running.poll()
        if status is not None:
            self.pump()
            if not self._exit_is_noted:
                self._exit_is_noted = True
                self.transcript.note(Act.EXITED, describe_exit(status))
        return status

    @property
    def has_ended(self) -> bool:
        """Whether it has; not in the transcript yet, where what it did before comes first."""
        return self.running.poll() is not None

    def file(self, name: str) -> bytes | None:
        """What stands in a file beside the program, of which it may have made anything; None if there is none.

        To be read before `kill`.
        """
        with contextlib.suppress(OSError):
            return read_beneath(self._place, os.path.join(self._directory, name), Limits().file_size)
        return None

    def tree(self, name: str, number: int = Limits.scratch_files) -> dict[str, Entry] | None:
        """What is in a folder beside the program, by its path in it; None if there is no such folder.

        At most so many entries. To be read before `kill`.
        """
        with contextlib.suppress(OSError):
            path = os.path.join(self._directory, name)
            return tree_beneath(self._place, path, Limits.file_size, number)
        return None

    def descriptors(self) -> list[int]:
        """What becomes readable when the program prints or ends."""
        candidates = [self._stdout.descriptor(), self._stderr.descriptor(), self._exit_descriptor]
        return [descriptor for descriptor in candidates if descriptor is not None]

    def _give(self, data: memoryview) -> memoryview | None:
        """Let the program's input have as much of this as fits in; the rest is returned, or None after its end."""
        try:
            while data and self._stdin is not None:
                number = os.write(self._stdin, data)
                data, self.taken = data[number:], self.taken + number
        except BlockingIOError:
            return data
        except BrokenPipeError:
            pass
        self._close_input()
        return None

    def thirst(self) -> list[int]:
        """What becomes writable when the program has read of what it is given."""
        return [] if self._given is None or self._stdin is None else [self._stdin]

    def write(self, data: bytes) -> bytes:
        """Type into the program's standard input as much as fits in; the rest is returned.

        What a program that is gone would have read is lost.
        """
        try:
            while data and self._stdin is not None:
                number = os.write(self._stdin, data)
                self.typed, data = self.typed + data[:number], data[number:]
        except BlockingIOError:
            return data
        except BrokenPipeError:
            pass
        return b""

    def _close_input(self) -> None:
        if self._stdin is not None:
            os.close(self._stdin)
            self._stdin = None

    def end_input(self) -> None:
        """End the program's standard input, as Ctrl-D does."""
        self.transcript.note(Act.ENDED_INPUT)
        self._close_input()

    def interrupt(self) -> None:
        """Send SIGINT, as Ctrl-C does."""
        self._signal(signal.SIGINT)

    def stop(self) -> None:
        """Send SIGSTOP: the program does nothing until `go_on`."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Send SIGCONT."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        pid = self.running.pid
        self.transcript.note(Act.SIGNALLED, number.name)
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        """End the program and everything that it started. What it printed can still be read."""
        self.running.kill()
        self.pump()
        if self._exit_descriptor is not None:
            os.close(self._exit_descriptor)
            self._exit_descriptor = None
        self._close_input()
        self._stdout.close()
        self._stderr.close()
        self._room.close()


def describe_exit(status: int) -> str:
    """How a program ended, in words."""
    if status >= 0:
        return f"exit code {status}"
    with contextlib.suppress(ValueError):
        return f"killed by signal {signal.Signals(-status).name}"
    return f"killed by signal {-status}"
