"""`sockgrade try`, run as students run it: on a pipe and on a terminal, with programs that behave and that do not."""

from __future__ import annotations

import os
import re
import secrets
import select
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Self

import pytest
from small_course import SOCKGRADE, sockgrade, write_files

from sockgrade import spy
from sockgrade.rehearsal.lines import Line, Mark, in_order

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "reference"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="packets, and the kernel's view")

ECHO_SERVER = """
import socket
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", {port}))
listener.listen()
while True:
    connection, _ = listener.accept()
    while data := connection.recv(1000):
        {answer}
    connection.close()
"""


def echo_server(answer: str = "connection.sendall(data)", port: int = 61111) -> str:
    return ECHO_SERVER.format(answer=answer, port=port)


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A TMPDIR that programs may enter as nobody, which pytest's folders are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Path]:
    """The path of a server whose name nothing else has; afterwards no process may be left that runs it."""
    path = tmp_path / f"server_{secrets.token_hex(8)}.py"
    yield path
    assert not list(processes_of(path.name))


def processes_of(name: str) -> Iterator[str]:
    """The command lines in which a name occurs."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = process.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if name in command:
            yield command


def write(path: Path, source: str) -> Path:
    path.write_text(textwrap.dedent(source), encoding="utf-8")
    return path


class Terminal:
    """The command on a terminal of its own, with somebody at the keyboard."""

    def __init__(self, *arguments: str | Path, tmp: Path) -> None:
        import pty
        import termios

        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (50, 100))
        self._before = termios.tcgetattr(theirs)
        self._process = subprocess.Popen(
            [SOCKGRADE, "try", *arguments],
            env={
                "PATH": "/usr/local/bin:/usr/bin:/bin",
                "TERM": "xterm",
                "NO_COLOR": "1",
                "TMPDIR": str(tmp),
            },
            preexec_fn=partial(os.login_tty, theirs),
        )
        self._theirs = theirs
        self._printed = b""
        self._position = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()  # only where a test has failed is there anything left of it
        self._process.wait()

    @property
    def screen(self) -> str:
        """What has been printed, without colours."""
        text = self._printed.decode(errors="replace").replace("\r\n", "\n")
        return re.sub(r"\x1b\[[0-9;]*m", "", text)

    def expect(self, *texts: str) -> None:
        """Wait until these have appeared, one behind the other, and behind what was expected before."""
        for text in texts:
            while text not in self.screen[self._position :]:
                assert self._read(), f"{text!r} does not come:\n{self.screen}"
            self._position = self.screen.index(text, self._position) + len(text)

    def _read(self) -> bool:
        readable, _, _ = select.select([self._ours], [], [], 30)
        if not readable:
            return False
        try:
            data = os.read(self._ours, 65536)
        except OSError:  # EIO: the other side is closed (pty(7))
            return False
        self._printed += data
        return bool(data)

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def kill(self, number: int) -> None:
        self._process.send_signal(number)

    def end(self) -> int:
        """The exit code; the terminal is as it was before."""
        import termios

        code = self._process.wait(timeout=30)
        assert termios.tcgetattr(self._theirs) == self._before
        os.close(self._theirs)
        while self._read():
            pass
        os.close(self._ours)
        return code


def in_sequence(text: str, *parts: str) -> None:
    """These parts occur one behind the other."""
    position = 0
    for part in parts:
        assert part in text[position:], f"{part!r} is missing, or too early, in:\n{text}"
        position = text.index(part, position) + len(part)


def of(who: str, text: str) -> str:
    """What is told of one side: the kernel does not say who of the two has printed first."""
    return "\n".join(line for line in text.splitlines() if f"  {who}  " in line)


# good programs


@linux_only
def test_a_server_meets_the_reference_client() -> None:
    process = sockgrade("try", "fsst/echo", REFERENCE / "fsst/echo/server.py")
    assert process.returncode == 0, process
    assert process.stderr == ""
    in_sequence(
        process.stdout,
        "server: your server.py · client: the reference client.py",
        "server  · starts: your server.py",
        "server  · listens on TCP 127.0.0.1:61111",
        "client  · starts: the reference client.py",
        "client  → SYN to 127.0.0.1:61111",
        "server  → SYN ACK",
        "client  < Hallo Server",
        "client  → 12 bytes: 'Hallo Server'",
        "server  → 12 bytes: 'Hallo Server'",
        "client  │ Received: Hallo Server",
        "client  < end",
        "client  · has ended: exit code 0",
        "server  · it waits in accept() for the next client",
        "sockgrade grade fsst/echo/server",
    )
    in_sequence(
        of("server", process.stdout), "SYN ACK", "│ Connected by", "│ Received from client b'Hallo Server'"
    )


@linux_only
def test_a_client_is_typed_what_comes_on_stdin() -> None:
    process = sockgrade("try", "fsst/echo/client", REFERENCE / "fsst/echo/client.py", stdin="Grüße\nend\n")
    assert process.returncode == 0, process
    in_sequence(
        process.stdout,
        "server  · listens",
        "client  · starts: your client.py",
        "client  < Grüße",
        "client  · its input has ended (Ctrl-D)",
        "client  → 7 bytes: 'Grüße'",
        "server  → 7 bytes: 'Grüße'",
        "client  │ Received: Grüße",
        "client  · has ended: exit code 0",
    )


@linux_only
def test_a_program_runs_alone() -> None:
    path = REFERENCE / "netzwerkprogrammierung/server_thread/program.py"
    process = sockgrade("try", "netzwerkprogrammierung/server_thread", path)
    assert process.returncode == 0, process
    in_sequence(process.stdout, "program · starts", "client  → 12 bytes: 'Hallo Server'", "exit code 0")


@linux_only
def test_a_server_in_c() -> None:
    process = sockgrade("try", "fsst/echo", "server", REFERENCE / "fsst/echo/server.c")
    assert process.returncode == 0, process
    in_sequence(process.stdout, "server  │ Connected by", "client  │ Received: Hallo Server")


@linux_only
def test_a_reference_server_answers_as_often_as_it_is_asked() -> None:
    path = REFERENCE / "netzwerkkommunikation/tcp_chat/client.py"
    lines = ["127.0.0.1", "eins", "zwei", "drei"]
    process = sockgrade("try", "netzwerkkommunikation/tcp_chat", path, stdin="\n".join(lines))
    assert process.returncode == 0, process
    answers = re.findall(r"server  < (.*)", process.stdout)
    assert len(answers) == 3
    assert answers[0] == answers[2] != answers[1]
    in_sequence(process.stdout, *(f"client  │ [127.0.0.1] {answer}" for answer in answers))


@linux_only
def test_datagrams_are_shown() -> None:
    path = REFERENCE / "netzwerkkommunikation/udp_message/server.py"
    process = sockgrade("try", "netzwerkkommunikation/udp_message", path)
    assert process.returncode == 0, process
    in_sequence(
        process.stdout,
        "client  → a datagram of 12 bytes: 'Hallo Server' to 127.0.0.1:50000",
        "server  │ [127.0.0.1] Hallo Server",
        "server  · it waits in recv() for a datagram",
    )


# by hand


@linux_only
@pytest.mark.parametrize("arguments", [["fsst/echo", "--by-hand"], ["fsst/threaded_echo"]])
def test_what_is_typed_goes_to_a_server_by_hand(arguments: list[str]) -> None:
    """Where the student wants it, and where there is no reference client."""
    path = REFERENCE / arguments[0] / "server.py"
    process = sockgrade("try", arguments[0], path, *arguments[1:], stdin="eins\nzwei\n")
    assert process.returncode == 0, process
    in_sequence(
        process.stdout,
        "client  · is you",
        "client  < zwei",
        "client  → 10 bytes: 'eins\\nzwei\\n'",
        "server  → 10 bytes: 'eins\\nzwei\\n'",
        "client  │ eins",
        "client  │ zwei",
        "client  · the server has closed the connection",
    )


@linux_only
def test_each_line_is_a_datagram_by_hand(tmp_path: Path) -> None:
    source = """
    import socket
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("", 50000))
    while True:
        data, address = receiver.recvfrom(1000)
        receiver.sendto(data.upper(), address)
    """
    path = write(tmp_path / "server.py", source)
    process = sockgrade("try", "netzwerkkommunikation/udp_message", path, "--by-hand", stdin="eins\nzwei\n")
    assert process.returncode == 0, process
    in_sequence(process.stdout, "datagram of 5 bytes: 'eins\\n'", "'ZWEI\\n'", "client  │ ZWEI")


@linux_only
def test_somebody_types_to_a_server_by_hand(scratch: Path, program: Path) -> None:
    write(program, echo_server())
    with Terminal("fsst/echo", program, "--by-hand", tmp=scratch) as terminal:
        terminal.expect("client  · is you", "client  < ")
        terminal.type("Hallo\n")
        terminal.expect("client  → 6 bytes: 'Hallo\\n'", "client  │ Hallo", "client  < ")
        terminal.type("\x04")
        terminal.expect("its input has ended (Ctrl-D)", "client  → FIN", "server  · it waits in accept()")
        assert terminal.end() == 0


# at a terminal


@linux_only
def test_somebody_types_behind_the_prompts_of_a_client(scratch: Path) -> None:
    path = REFERENCE / "netzwerkkommunikation/tcp_chat/client.py"
    with Terminal("netzwerkkommunikation/tcp_chat", path, tmp=scratch) as terminal:
        terminal.expect("What you type goes to the client", "client  │ IP-Adresse: ")
        terminal.type("127.0.0.1\n")
        terminal.expect("client  → SYN to 127.0.0.1:50000", "client  │ Nachricht: ")
        terminal.type("Hallo\n")
        terminal.expect("server  │ [127.0.0.1] Hallo\n", "server  │ Antwort: \n", "server  < ")
        terminal.expect("client  │ Nachricht: ")
        terminal.type("\x04")
        terminal.expect("client  │ Goodbye", "client  · has ended: exit code 0")
        assert terminal.end() == 0
        in_sequence(terminal.screen, "client  │ IP-Adresse: 127.0.0.1\n", "client  │ Nachricht: Hallo\n")


@linux_only
def test_somebody_answers_at_a_server(scratch: Path) -> None:
    path = REFERENCE / "netzwerkkommunikation/tcp_chat/server.py"
    with Terminal("netzwerkkommunikation/tcp_chat", path, tmp=scratch) as terminal:
        terminal.expect("client  < 127.0.0.1", "client  < Hallo Server", "server  │ Antwort: ")
        terminal.type("gern\n")
        terminal.expect("client  │ [127.0.0.1] gern", "client  < Wie geht es dir?", "server  │ Antwort: ")
        terminal.type("gut\n")
        terminal.expect("client  │ [127.0.0.1] gut", "client  · has ended", "server  · it waits in accept()")
        assert terminal.end() == 0


@linux_only
@pytest.mark.parametrize(
    ("source", "sign"),
    [
        (echo_server(answer="pass"), "Ctrl-C ends it."),
        (
            echo_server().replace("while data :=", "while [data :=").replace("(1000):", "(1000)]:"),
            "runs in circles",
        ),
        ("while True: print('x' * 50)", "lines left out"),
        ("import time\nwhile True: time.sleep(1000)", "starts"),
        ("input('Name? ')", "Name? "),
    ],
    ids=["hangs", "runs in circles", "floods", "sleeps", "waits for a key"],
)
def test_ctrl_c_ends_everything(scratch: Path, program: Path, source: str, sign: str) -> None:
    write(program, source)
    with Terminal("fsst/echo", program, tmp=scratch) as terminal:
        terminal.expect("Ctrl-C ends everything.", sign)
        began = time.monotonic()
        terminal.type("\x03")
        assert terminal.end() == 130
        assert time.monotonic() - began < 10
        assert not list(scratch.iterdir())
        assert "sockgrade: " not in terminal.screen


@linux_only
def test_ctrl_c_lets_the_program_say_goodbye(scratch: Path) -> None:
    with Terminal("fsst/echo", REFERENCE / "fsst/echo/server.py", "--by-hand", tmp=scratch) as terminal:
        terminal.expect("client  < ")
        terminal.type("\x03")
        terminal.expect("^C\n", "server  │ Server ended\n", "server  · has ended: exit code 0")
        assert terminal.end() == 130


@linux_only
@pytest.mark.parametrize("keys", ["\x03", "\x03\x03"], ids=["once", "twice"])
def test_a_program_that_ignores_ctrl_c_is_ended(scratch: Path, program: Path, keys: str) -> None:
    write(
        program,
        "import signal\nsignal.signal(2, signal.SIG_IGN)\nprint('deaf')\nwhile True: signal.pause()\n",
    )
    with Terminal("fsst/echo", program, tmp=scratch) as terminal:
        terminal.expect("server  │ deaf")
        terminal.type(keys)
        assert terminal.end() == 130
    assert not list(scratch.iterdir())


@linux_only
def test_ctrl_z_stops_nothing(scratch: Path, program: Path) -> None:
    write(program, echo_server())
    with Terminal("fsst/echo", program, "--by-hand", tmp=scratch) as terminal:
        terminal.expect("client  < ")
        terminal.type("\x1a")
        terminal.expect("^Z")
        terminal.type("Hallo\n")
        terminal.expect("client  │ Hallo")
        terminal.type("\x03")
        assert terminal.end() == 130


@linux_only
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("sandbox", ["auto", "none"])
def test_other_signals_leave_nothing_behind(scratch: Path, program: Path, number: int, sandbox: str) -> None:
    write(program, "import subprocess\nsubprocess.Popen(['/bin/sleep', '1000'])\nprint('there')\ninput()\n")
    with Terminal("fsst/echo", program, "--sandbox", sandbox, tmp=scratch) as terminal:
        terminal.expect("server  │ there")
        terminal.kill(number)
        assert terminal.end() == (-signal.SIGKILL if number == signal.SIGKILL else 130)
        # After SIGKILL it is another process that ends the programs: it is gone when the terminal has no writer left.
        assert not list(scratch.iterdir())


# programs that do not behave


def test_a_program_that_crashes_is_told_with_its_traceback(tmp_path: Path) -> None:
    path = write(tmp_path / "server.py", echo_server(answer="connection.sendall(str(data))"))
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    in_sequence(
        of("server", process.stdout),
        "! Traceback",
        '!   File "server.py", line 10',
        "! TypeError",
        "· has ended: exit code 1",
    )
    assert "client  ! No conversation" in process.stdout
    assert "sockgrade grade" not in process.stdout


def test_a_program_that_does_not_compile_is_told_with_the_compilers_messages(tmp_path: Path) -> None:
    path = write(tmp_path / "server.c", "int main(void) { return x\x1b[31m; }\n")
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    assert "server.c does not compile" in process.stdout
    assert "error:" in process.stdout
    assert "\x1b" not in process.stdout


@linux_only
def test_a_program_that_hangs_is_told_and_ended(tmp_path: Path) -> None:
    path = write(tmp_path / "server.py", echo_server(answer="pass"))
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    place = " (server.py:9)" if spy.program() else ""
    in_sequence(
        process.stdout,
        f"server  · goes no further: it waits in recv() for more data{place}",
        "client  · goes no further: it waits in recv() for more data",
        "Nothing will change by itself: that is the end.",
    )


@linux_only
def test_a_program_that_never_listens_is_told_what_it_does_instead(tmp_path: Path) -> None:
    path = write(tmp_path / "server.py", echo_server().replace("socket.socket()", "socket.socket(type=2)"))
    path.write_text(path.read_text().replace("listener.listen()", "listener.recv(1)"))
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    in_sequence(
        process.stdout,
        "server  · goes no further: it waits in recv() for a datagram",
        "does not listen on TCP 127.0.0.1:61111, where clients look for it, but on UDP 127.0.0.1:61111",
    )
    assert "client  ·" not in process.stdout


@linux_only
def test_a_server_on_the_wrong_port_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "server.py", echo_server(port=61112))
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    in_sequence(
        process.stdout,
        "listens on TCP 127.0.0.1:61112, and not on port 61111",
        "nobody  → RST",
        "client  ! No conversation",
    )


def test_a_flood_is_bounded(tmp_path: Path) -> None:
    path = write(tmp_path / "server.py", "while True: print('x' * 50)")
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    assert re.search(r"\[… \d+ lines left out …\]", process.stdout)
    assert "runs in circles" in process.stdout
    assert len(process.stdout) < 10_000_000


@linux_only
def test_a_flood_of_packets_is_bounded(tmp_path: Path) -> None:
    source = """
    import socket
    listener = socket.create_server(("127.0.0.1", 61111))
    one = socket.create_connection(("127.0.0.1", 61111))
    other, _ = listener.accept()
    while True:
        one.sendall(b"x")
        other.recv(1)
    """
    process = sockgrade("try", "fsst/echo", write(tmp_path / "server.py", source))
    assert process.returncode == 1, process
    assert re.search(r"\[… \d+ packets left out …\]", process.stdout)
    assert len(process.stdout) < 10_000_000


def test_hostile_output_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    source = """
    print("\\x1b[2J\\x07\\u202eabc\\x00\\rover")
    print("\\x1b]0;title\\x07", end="")
    raise SystemExit("\\x1b[31m")
    """
    process = sockgrade("try", "fsst/echo", write(tmp_path / "server.py", source))
    assert process.returncode == 1, process
    assert "server  │ \\x1b[2J\\x07\\u202eabc\\x00\\rover\n" in process.stdout
    assert "server  ! \\x1b[31m\n" in process.stdout
    assert not set(process.stdout) & set("\x1b\x07\u202e\x00\r")


@linux_only
def test_a_hostile_name_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    path = write(tmp_path / "server\x1b[31m\n.py", echo_server(answer="pass"))
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    assert "server: your server\\x1b[31m\\n.py" in process.stdout
    assert "server  · goes no further: it waits in recv()" in process.stdout
    assert "\x1b" not in process.stdout


@linux_only
def test_a_server_that_only_polls_is_ended_when_its_client_has_gone(tmp_path: Path) -> None:
    """The kernel cannot say that it rests: it wakes up five times a second."""
    source = echo_server().replace("connection, _ = listener.accept()", POLL)
    process = sockgrade("try", "fsst/echo", write(tmp_path / "server.py", source))
    assert process.returncode == 0, process
    in_sequence(process.stdout, "client  · has ended: exit code 0", "The other side has gone")


POLL = """
    listener.settimeout(0.2)
    try:
        connection, _ = listener.accept()
    except TimeoutError:
        continue
"""


@linux_only
def test_a_pipe_on_which_nothing_comes_is_not_waited_for_without_end() -> None:
    process = subprocess.Popen(
        [SOCKGRADE, "try", "fsst/echo", REFERENCE / "fsst/echo/client.py"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.wait(timeout=60) == 0
    with process:
        assert process.stdout is not None
        in_sequence(
            process.stdout.read(), "its input has ended (Ctrl-D)", "client  │ cleaning up", "exit code 0"
        )


def test_a_reader_that_goes_away_leaves_nothing_behind(program: Path, scratch: Path) -> None:
    write(program, "while True: print('x' * 50)")
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [SOCKGRADE, "try", "fsst/echo", program],
        env={"PATH": "/usr/bin:/bin", "TMPDIR": str(scratch)},
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)
    os.read(reading, 10)
    os.close(reading)
    _, errors = process.communicate(timeout=60)
    assert errors == b""
    assert not list(scratch.iterdir())


# other networks, other courses


EXERCISE = """
title = "Echo for tests"
document = "A document"
section = "1"

[server]
address = "127.0.0.1"
port = {port}

[client]
address = "127.0.0.1"
port = {port}
typed = ["one", "two"]
"""

CLIENT = """
import socket
connection = socket.create_connection(("127.0.0.1", {port}))
try:
    while True:
        connection.sendall(input("? ").encode())
        print("got", connection.recv(100).decode())
except EOFError:
    pass
"""


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def course(tmp_path: Path, port: int) -> Path:
    """A course with one exercise, and references of both programs."""
    files = {
        "exercises/doc/echo/exercise.toml": EXERCISE.format(port=port),
        "graders/doc/echo/server.py": "",
        "reference/doc/echo/server.py": echo_server(port=port),
        "reference/doc/echo/client.py": CLIENT.format(port=port),
    }
    return write_files(tmp_path / "course", files)


@pytest.mark.parametrize("sandbox", ["none", "auto"])
def test_on_the_machines_own_network_packets_are_not_shown(course: Path, sandbox: str) -> None:
    options = ["--network", "shared", "--sandbox", sandbox, "--course", str(course)]
    process = sockgrade("try", "doc/echo", course / "reference/doc/echo/server.py", *options)
    assert process.returncode == 0, process
    in_sequence(
        process.stdout,
        "network: shared",
        "packets cannot be shown",
        "client  < one",
        "client  │ got one",
        "client  < two",
        "client  │ got two",
        "client  · its input has ended (Ctrl-D)",
        "client  · has ended: exit code 0",
    )
    assert ("UNSANDBOXED" in process.stdout) == (sandbox == "none")
    assert "SYN" not in process.stdout


def test_a_port_in_use_is_said_in_one_line(course: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        path = course / "reference/doc/echo/server.py"
        process = sockgrade("try", "doc/echo", path, "--course", course, "--network", "shared")
    assert process.returncode == 2
    assert process.stdout == ""
    assert f"port {port} of this machine is in use" in process.stderr
    assert process.stderr.count("\n") == 1


@linux_only
def test_a_client_without_a_reference_server_is_refused(course: Path, port: int) -> None:
    (course / "reference/doc/echo/server.py").unlink()
    process = sockgrade("try", "doc/echo", course / "reference/doc/echo/client.py", "--course", course)
    assert process.returncode == 2
    assert f"nc -l {port}" in process.stderr


@linux_only
def test_a_folder_is_taken_as_a_whole(course: Path, tmp_path: Path, port: int) -> None:
    (tmp_path / "work").mkdir()
    write(tmp_path / "work/server.py", "import helper\n")
    write(tmp_path / "work/helper.py", echo_server(port=port))
    process = sockgrade("try", "doc/echo", "server", ".", "--course", course, cwd=tmp_path / "work")
    assert process.returncode == 0, process
    assert "client  │ got two" in process.stdout


# which program


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["fsst/ecko", "server.py"], ["fsst/ecko", "did you mean fsst/echo"]),
        (["fsst/echo/sever", "server.py"], ["did you mean fsst/echo/server"]),
        (["fsst/echo", "program", "server.py"], ["has no program: it has server and client"]),
        (["fsst/threaded_echo", "client", "client.py"], ["has no client"]),
        (["fsst/echo/server", "client", "client.py"], ["has no client server"]),
        (["fsst/echo", "mine.py"], ["is mine.py the server or the client?", "try fsst/echo server mine.py"]),
        (["fsst/echo", "server", "missing.py"], ["no file or folder missing.py"]),
        (["fsst/echo", "server", "evil\x1b[2J.py"], ["evil\\x1b[2J.py"]),
        (["fsst/echo", "server", "notes.txt"], ["notes.txt", "must end in"]),
        (["fsst/echo", "server", ""], ["PROGRAM is empty"]),
        (["fsst/echo", "client", "mine.py", "--by-hand"], ["--by-hand is for servers"]),
        (["fsst/echo", "server", "mine.py", "--course", "."], ["not a course"]),
        (["fsst/echo", "server", "mine.py", "--python", "/no/python"], ["/no/python"]),
    ],
)
def test_what_cannot_be_tried_is_said_in_one_line(
    tmp_path: Path, arguments: Sequence[str], words: Sequence[str]
) -> None:
    write_files(tmp_path, {"mine.py": "", "notes.txt": "", "server.py": "", "client.py": ""})
    process = sockgrade("try", *arguments, cwd=tmp_path)
    assert process.returncode == 2, process
    assert process.stdout == ""
    assert process.stderr.startswith("sockgrade: ")
    assert process.stderr.count("\n") == 1
    for word in words:
        assert word in process.stderr


def test_bad_usage_exits_with_2() -> None:
    assert "Missing argument" in sockgrade("try", "fsst/echo").stderr
    process = sockgrade("try", "fsst/echo", "server", "server.py", "more")
    assert process.returncode == 2
    assert "unexpected extra argument (more)" in process.stderr


def test_help_has_an_example() -> None:
    process = sockgrade("try", "--help")
    assert process.returncode == 0
    assert "\n  sockgrade try fsst/echo" in process.stdout
    assert max(map(len, process.stdout.splitlines())) <= 80


# the order of what is noticed at once


def packet(who: str, text: str, seconds: float) -> Line:
    return Line(who, Mark.SENT, text, seconds)


def test_output_stands_between_what_a_program_has_received_and_what_it_sends() -> None:
    asked, answered = packet("client", "5 bytes", 1.0), packet("server", "7 bytes", 1.1)
    ended = Line("client", Mark.REMARK, "has ended", 1.2)
    shown, received = Line("client", Mark.PRINTED, "7", 1.2), Line("server", Mark.PRINTED, "5", 1.2)
    told = in_order([ended, shown, received, answered, asked])
    assert [line.text for line in told] == ["5 bytes", "5", "7 bytes", "7", "has ended"]
    assert [line.seconds for line in told] == [1.0, 1.0, 1.1, 1.1, 1.2]


def test_a_connection_is_heard_of_behind_its_handshake() -> None:
    told = in_order(
        [
            Line("server", Mark.PRINTED, "Connected", 1.3),
            packet("client", "SYN", 1.0),
            packet("server", "SYN ACK", 1.1),
            packet("server", "hello", 1.2),
        ]
    )
    assert [line.text for line in told] == ["SYN", "SYN ACK", "Connected", "hello"]


def test_what_is_printed_about_a_message_stands_before_the_end_of_the_conversation() -> None:
    told = in_order(
        [
            Line("server", Mark.PRINTED, "got it", 1.4),
            packet("client", "5 bytes", 1.0),
            packet("server", "7 bytes", 1.1),
            packet("client", "FIN", 1.2),
            packet("server", "FIN", 1.3),
        ]
    )
    assert [line.text for line in told] == ["5 bytes", "got it", "7 bytes", "FIN", "FIN"]


def test_what_is_printed_about_the_end_stands_behind_it() -> None:
    told = in_order([Line("client", Mark.COMPLAINED, "gone", 1.2), packet("server", "FIN", 1.0)])
    assert [line.text for line in told] == ["FIN", "gone"]
