"""What checks talk to: the student's program by itself; `server` and `client` add the network.

A check never touches sockets, subprocesses, sleeps or clocks; these classes do. Every method that finds the
program wanting raises `CheckFailed`, with the words for the student.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self

from sockgrade.causes.blame import aside, halted, has_crashed, last_lines, last_words, the_end, unsaid
from sockgrade.causes.cause import Scene
from sockgrade.causes.causes import explained, known
from sockgrade.causes.tracebacks import TRACEBACK
from sockgrade.checks import CheckFailed, CheckSkipped
from sockgrade.endpoints.connection import Connection
from sockgrade.endpoints.datagrams import Datagrams
from sockgrade.endpoints.doors import Door, Listener
from sockgrade.endpoints.ending import Ending
from sockgrade.endpoints.files import Files
from sockgrade.endpoints.naming import Naming
from sockgrade.endpoints.packets import Packets
from sockgrade.endpoints.preparing import Preparing
from sockgrade.endpoints.printing import Printing
from sockgrade.endpoints.stage import Stage
from sockgrade.evidence.clues import clue
from sockgrade.evidence.events import Act, Evidence
from sockgrade.evidence.packets import Segment
from sockgrade.evidence.wording import count, hexdump, quote, show_difference
from sockgrade.kernel.clock import now
from sockgrade.network.capture import Capture
from sockgrade.network.network import show_address
from sockgrade.process.process import Process, describe_exit
from sockgrade.process.resources import Sleep
from sockgrade.process.transcript import Transcript, evidence_of
from sockgrade.process.waiting import DEADLINE, Halted, settle, stopped, tick, wait_for
from sockgrade.verdict import Failure, Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

#: Seconds of silence. Programs that give up when nobody says anything do so after one or two.
_SILENCE = 2.5


class Program(Preparing, Printing, Ending, Files, Naming, Packets):
    """A program with its standard streams; a server and a client are such programs, too.

    Methods return the program, so that what is asked of it reads as one sentence.

    Example:

        def check_asks_for_a_name(program: Program, payload: Payload) -> None:
            name = payload.word()
            program.type(name).expect_output("Hello", name).expect_exit(0)
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.transcript = Transcript(stage.tell)
        self._launched: Process | None = None
        self._setup = stage.usual
        self._input_ended = False
        self._open: list[Connection | Datagrams] = []
        self._port_is_taken = False
        self._occupant: socket.socket | None = None
        self._doors: list[Door] = []
        self._listeners: list[Listener] = []
        self._takes_little = False

    # What the grader does

    def run(self) -> Self:
        """Start the program in a fresh network, if it has not been started."""
        if self._launched is None:
            spec, network = self._stage.spec, self._stage.network
            is_free = network.renew(spec.transport, spec.port)
            self._prepare()
            self._launched = self._launch()
            # A port that the grader itself has was not left behind, and will not be free in a while.
            is_ours = self._port_is_taken or bool(self._listeners)
            if not is_free and not is_ours and self._was_refused_its_port(self._launched):
                self._launched.kill()
                network.wait_for_port(spec.transport, spec.port)
                self._launched = self._launch()
        return self

    def start(self, *arguments: str | int) -> Self:
        """Start the program with these arguments, in the place of those that exercise.toml names as usual.

        What stands where exercise.toml has `{address}` and `{port}` is where a server must be found, and where the
        grader listens for a client. A program that has been started before is ended, and starts again in the same
        network.

        Example:

            def check_listens_where_it_is_told(server: Server) -> None:
                server.start("127.0.0.2", 50123).expect_documented_address()
        """
        if self._launched is not None:
            settle(self._process)
            self._end_launch()
        words = tuple(str(argument) for argument in arguments)
        self._setup = replace(self._setup, arguments=words)
        self._move(self._stage.at(words))
        if self._launched is None:
            return self.run()
        self._launched = self._launch()
        return self

    def usual(self, address: str = "", port: str | int = "") -> tuple[str, ...]:
        """The usual arguments, with another address or port: `start(*program.usual(port="http"))`."""
        return self._stage.arguments(address, str(port))

    def _move(self, stage: Stage) -> None:
        """The program has been told to be, or to look for the grader, somewhere else."""
        self._stage = stage

    def _launch(self) -> Process:
        self._input_ended = False
        self._tell_names()
        return self._stage.launch(self.transcript, self._setup)

    def _was_refused_its_port(self, process: Process) -> bool:
        """Whether a program without SO_REUSEADDR met what an earlier check left behind (TIME_WAIT).

        Only on a shared network, where that is not its fault.
        """
        settle(process)
        return process.exit_status is not None and "already in use" in process.errors.text

    def while_its_port_is_taken(self) -> Self:
        """Start the program while somebody else listens at its address, and never says a word."""
        self._port_is_taken = True
        return self.run()

    def listen_at(self, address: str, port: int = 0) -> Self:
        """Listen at this IP address and port, and only where this was said, for a program that connects there.

        Without a port it is that of the exercise. May be repeated.
        """
        return self._add_door(Door(address, port or self._stage.spec.port))

    def silent_at(self, address: str, port: int = 0) -> Self:
        """Give no answer at all to whoever connects to this IP address and port; for TCP."""
        return self._add_door(Door(address, port or self._stage.spec.port, is_silent=True))

    def take_little(self) -> Self:
        """Have small buffers for whoever connects, which are full soon while the check does not read (socket(7)).

        In a private network those that the program sends from are small, too, unless it chooses their size (tcp(7)).
        To be said before the program starts.
        """
        self._takes_little = True
        return self

    def _add_door(self, door: Door) -> Self:
        self._doors.append(door)
        return self

    def _open_doors(self) -> None:
        for door in self._doors:
            self._open_door(door)

    def _open_door(self, door: Door) -> None:
        self._stage.network.add_address(door.address)
        self._listeners.append(
            door.open(self._stage.network, self._stage.spec.transport, takes_little=self._takes_little)
        )

    def _close_doors(self) -> None:
        while self._listeners:
            self._listeners.pop().close()

    def _prepare(self) -> None:
        """What must be in place before the program starts."""
        if self._takes_little:
            self._stage.network.keep_buffers_small()
        # First, so that a capture does not see how they are made.
        self._open_doors()
        self.transcript.capture = self._stage.capture()
        for door in self._doors:
            where = f"{self._stage.spec.transport.upper()} {door}"
            self.transcript.note(Act.SILENT if door.is_silent else Act.AWAITED, where)
        if self._port_is_taken:
            self._occupant = self._stage.occupy()
            self.transcript.note(Act.AWAITED, self._stage.documented_place)

    @property
    def _process(self) -> Process:
        self.run()
        assert self._launched is not None
        return self._launched

    def type(self, line: str) -> Self:
        """Type a line into the program's standard input."""
        return self.feed(f"{line}\n".encode())

    def feed(self, data: bytes) -> Self:
        """Give the program bytes in its standard input, as a pipe does."""
        self._type(data)
        return self

    def _type(self, data: bytes) -> None:
        def look() -> bool | None:
            nonlocal data
            data = self._process.write(data)
            return None if data else True

        self._process.transcript.note_data(Act.TYPED, data)
        if look() is None:
            try:
                wait_for(look, self._process)
            except Halted as why:
                raise halted(why, self._process, "read its input", "a program that reads its input") from None

    def end_input(self) -> Self:
        """End the program's standard input, as Ctrl-D does."""
        self._process.end_input()
        self._input_ended = True
        return self

    def restart(self) -> Self:
        """Kill the program, once it has come to rest, and start it again at once, in the same network."""
        # A connection that it had not accepted yet would leave nothing behind that is in the way of bind().
        settle(self._process)
        self._kill()
        self._launched = self._launch()
        return self

    def end_a_connection(self) -> Self:
        """Leave behind at the program's address what stays when a server closes first (TIME_WAIT).

        Which side of a program closes first may be chance; what comes of a check must not be.
        """
        self._kill()
        self._stage.end_a_connection()
        return self

    def _kill(self) -> None:
        self.transcript.note(Act.SIGNALLED, "SIGKILL")
        self._process.kill()

    def _end_launch(self) -> None:
        """Make room for the next launch."""
        if self._process.exit_status is None:
            self._kill()
        else:
            self._process.kill()

    def wait_in_silence(self, seconds: float = _SILENCE) -> Self:
        """Let time pass in which nobody says anything: less of it for programs that have a time limit of their own.

        None of it, if the program is seen to wait without a time limit: no silence, however long, changes that. And
        no more than that on a busy machine: the program's own limits go by the clock.
        """
        end = now() + seconds
        with contextlib.suppress(Halted):
            wait_for(lambda: now() >= end or None, self._process, seconds=seconds, is_awaited=False)
        return self

    def come_to_rest(self) -> Self:
        """Let the program do all that it does by itself: until it waits for the grader, or has ended."""
        settle(self._process)
        return self

    def let_the_clock_tick(self) -> Self:
        """Wait until the clock on the wall shows a second in which the program has not done anything yet."""
        tick(self._process)
        return self

    def interrupt(self) -> Self:
        """Send SIGINT, as Ctrl-C does, once the program has come to rest: nobody types faster than it starts."""
        settle(self._process)
        self._process.interrupt()
        return self

    def pause(self) -> Self:
        """Stop the program (SIGSTOP) once it sleeps, and let it go on (SIGCONT), as Ctrl-Z and `fg` do.

        A send() that waits for room returns then, with what it has taken so far, if that is anything (signal(7)).
        """
        process = self._process
        sleep = Sleep(process.running)
        with contextlib.suppress(Halted):
            wait_for(lambda: sleep.look() or None, process)
        with self._stopped():
            pass
        return self

    @contextlib.contextmanager
    def _stopped(self) -> Iterator[None]:
        """Keep the program from doing anything meanwhile."""
        if sys.platform != "linux":
            raise CheckSkipped("only Linux says when a program has stopped")
        with stopped(self._process):
            yield

    @property
    def output(self) -> str:
        """What the program has printed so far, stdout and stderr."""
        if self._launched is None:
            return ""
        return self._launched.output.text

    @property
    def errors(self) -> str:
        """What it has written to stderr so far."""
        return "" if self._launched is None else self._launched.errors.text

    @property
    def stage(self) -> Stage:
        """Where it is launched."""
        return self._stage

    def again(self, folder: Path) -> Self:
        """The same program, not started yet, with these files in place of its own."""
        return type(self)(replace(self._stage, folder=folder, tell=lambda *_: None))

    @property
    def waited(self) -> float:
        """Seconds of the longest wait for something that came."""
        return self.transcript.waited

    def evidence(self) -> Evidence:
        """What has been seen so far, for the report."""
        return evidence_of(
            self.transcript,
            to_program=self._goes_to_program,
            ending=last_lines(self._launched) if self._launched else "",
        )

    def explain(self, failure: Failure) -> Failure:
        """The same verdict with its cause, as the program tells it. The last thing to be asked: it may end it."""
        return failure if self._launched is None else explained(self._scene(failure, self._launched))

    def say_what_is_known(self, failure: Failure) -> Failure:
        """The same verdict with what was seen of it, where no cause is known."""
        return failure if self._launched is None else known(self._scene(failure, self._launched))

    def _scene(self, failure: Failure, process: Process) -> Scene:
        return Scene(
            failure=failure,
            process=process,
            role=self._stage.spec.role,
            transport=self._stage.spec.transport,
            main=self._stage.folder / self._stage.main if self._stage.main else None,
            is_printed=self._is_printed,
            lines=[each for each in self._open if isinstance(each, Connection)],
        )

    def _goes_to_program(self, segment: Segment) -> bool:
        """Whether a packet is on its way to the program; to its server, if it talks to itself."""
        return segment.target[1] == self._stage.spec.port

    def conclude(self) -> None:
        """A check ends: nothing came beyond what was expected. Raises CheckFailed."""
        exact = [each for each in self._open if isinstance(each, Connection) and each.is_exact]
        if exact:
            settle(self._process)
        for connection in exact:
            connection.expect_nothing_more()

    def close(self, pcap: Path | None = None) -> None:
        """End the conversation and the program; connections first: a server's port is then free at once.

        `pcap` is the file into which the packets go, if there are any.
        """
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._close_doors()
        if self._launched is not None:
            self._launched.pump()
            self._stage.later(self._launched.kill)
        if self.transcript.capture is not None:
            if pcap is not None:  # after the program's end, so that its last FIN is in it
                self._stage.later(partial(self.transcript.capture.write, pcap))
            self._stage.later(self.transcript.capture.close)
            self.transcript.capture = None
        if self._occupant is not None:
            self._occupant.close()
            self._occupant = None

    # What the program must do

    def expect_documented_address(self) -> Self:
        """The program talks to itself at the address and port that the document names."""
        found, wanted = self._meeting_place(), self._documented_address
        if found is None:
            raise self._connects_to_nobody(f"a TCP connection to {show_address(*wanted)}")
        if found != wanted:
            raise CheckFailed(
                Kind.WRONG_ADDRESS,
                f"The program connects to the wrong {'port' if found[1] != wanted[1] else 'address'}.",
                expected=f"TCP {show_address(*wanted)}",
                received=f"TCP {show_address(*found)}",
            )
        return self

    def expect_conversation(self, request: bytes, reply: bytes) -> Self:
        """The program talked to itself over TCP: this went to its server, and that came back."""
        place = self._meeting_place()
        said = self._packets.conversation(place[1]) if place else (b"", b"")
        whose = {"request": "client", "reply": "server"}
        for (name, who), wanted, got in zip(whose.items(), (request, reply), said, strict=True):
            if wanted != got:
                raise CheckFailed(
                    Kind.WRONG_DATA if got else Kind.NOT_CONNECTING,
                    f"The {who} sent another {name} over the network than expected{aside(self._process)}"
                    if got
                    else f"The {who} sent nothing over the network{aside(self._process)}",
                    expected=quote(wanted),
                    received=quote(got),
                )
        return self

    @property
    def client_address(self) -> tuple[str, int]:
        """The address of the program's own client, as (IP address, port)."""
        place = self._meeting_place()
        client = self._packets.speaker(place[1]) if place else None
        if client is None:
            raise self._connects_to_nobody("a TCP connection")
        return client

    @property
    def _packets(self) -> Capture:
        self.run()
        if self.transcript.capture is None:
            raise CheckSkipped("packets can be seen in a private network only")
        return self.transcript.capture

    def _connects_to_nobody(self, expected: str) -> CheckFailed:
        received = "no attempt to connect"
        if any(port == self._stage.spec.port for _, port in self._packets.attempts("udp")):
            message = "The program uses UDP instead of TCP: its sockets must be SOCK_STREAM."
            return CheckFailed(Kind.WRONG_TRANSPORT, message, expected=expected, received="UDP")
        try:
            wait_for(lambda: None, self._process)
        except Halted as why:
            failed = halted(why, self._process, "connect to anybody", expected, received).failure
        return CheckFailed(Kind.NOT_CONNECTING, failed.message, expected=expected, received=received)

    def _meeting_place(self) -> tuple[str, int] | None:
        """Where the program's client went, once all has been said: to the documented place, if it did.

        A client that looks "localhost" up may try ::1 first, and is refused there.
        """
        packets = self._packets
        settle(self._process, seconds=DEADLINE)
        attempts = packets.attempts("tcp")
        attempts.sort(
            key=lambda place: (place != self._documented_address, place[1] != self._stage.spec.port)
        )
        return attempts[0] if attempts else None

    @property
    def _documented_address(self) -> tuple[str, int]:
        return self._stage.network.resolve(self._stage.spec.address), self._stage.spec.port
