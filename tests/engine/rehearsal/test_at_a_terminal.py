"""`sockgrade try` with somebody at the keyboard."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest
from rehearsal.stage import REFERENCE, Terminal, echo_server, in_sequence, linux_only, write


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
        ("import threading\nwhile True: threading.Event().wait(1000)", "starts"),
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
