"""How many threads of a program work, and in which call it waits: what an exercise may ask of its technique."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from process.servers import HEAD, server

Verdict = Callable[..., str]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's view is Linux's /proc")

ONE_THREAD = """
def check_works_in_one_thread(server: Server) -> None:
    server.connect().send(b"hello").expect(b"hello")
    server.expect_one_thread()
"""

TOO_MANY = "failed wrong_technique: The program uses more than one thread or process."

#: Serves each client as `serve` says, and has done `setup` before the first.
BESIDES = (
    HEAD
    + """
def echo(connection):
    while data := connection.recv(100):
        connection.sendall(data)

{setup}
while True:
    connection, _ = listener.accept()
    {serve}
"""
)

#: asyncio looks "" up in a thread, which it keeps.
WITH_ASYNCIO = """
import asyncio
async def echo(reader, writer):
    while data := await reader.read(100):
        writer.write(data)
async def main():
    await (await asyncio.start_server(echo, "", 7007)).serve_forever()
asyncio.run(main())
"""

WATCHES = """
def check_watches_for_clients(server: Server) -> None:
    assert server.place
    server.expect_watch_for_clients()
"""

ONE = {
    "a plain server": server(),
    "asyncio": WITH_ASYNCIO,
    "a thread that waits for an event": BESIDES.format(
        setup="threading.Thread(target=threading.Event().wait).start()", serve="echo(connection)"
    ),
    "a thread that waits for work, and looks around now and then": BESIDES.format(
        setup="""
def wait():
    while True:
        try:
            queue.Queue().get(timeout=0.3)
        except queue.Empty:
            pass
threading.Thread(target=wait).start()""",
        serve="echo(connection)",
    ),
}
SEVERAL = {
    "a thread for each client": BESIDES.format(
        setup="", serve="threading.Thread(target=echo, args=[connection]).start()"
    ),
    "a process for each client": BESIDES.format(setup="", serve="os.fork() or echo(connection)"),
    "workers that wait for clients": BESIDES.format(
        setup="""
clients = queue.Queue()
for _ in range(4):
    threading.Thread(target=lambda: echo(clients.get())).start()""",
        serve="clients.put(connection)",
    ),
    "threads that fight for the interpreter": BESIDES.format(
        setup="""
def spin():
    while True:
        pass
threading.Thread(target=spin).start()
threading.Thread(target=spin).start()""",
        serve="echo(connection)",
    ),
}


@pytest.mark.parametrize("what", ONE)
def test_a_program_in_which_one_thread_works(verdict: Verdict, what: str) -> None:
    assert verdict(ONE[what], ONE_THREAD) == "passed"


@pytest.mark.parametrize("what", SEVERAL)
def test_a_program_in_which_several_work(verdict: Verdict, what: str) -> None:
    assert verdict(SEVERAL[what], ONE_THREAD).startswith(TOO_MANY)


WITH_SOCKETSERVER = """
import signal, socketserver, threading
socketserver.TCPServer.allow_reuse_address = True
server = socketserver.{kind}(("127.0.0.1", 7007), socketserver.BaseRequestHandler)
{serve}
"""


@pytest.mark.parametrize("kind", ["TCPServer", "ThreadingTCPServer", "ForkingTCPServer"])
@pytest.mark.parametrize(
    "serve",
    [
        "server.serve_forever()",
        "server.serve_forever(0.01)",
        "while True: server.handle_request()",
        "threading.Thread(target=server.serve_forever).start(); signal.pause()",
        "threading.Thread(target=server.serve_forever).start()",
    ],
)
def test_every_server_of_socketserver_watches_for_clients(verdict: Verdict, kind: str, serve: str) -> None:
    assert verdict(WITH_SOCKETSERVER.format(kind=kind, serve=serve), WATCHES) == "passed"


@pytest.mark.parametrize(
    "program",
    [
        server(),
        BESIDES.format(setup="threading.Thread(target=select.poll().poll).start()", serve="echo(connection)"),
        HEAD + "listener.setblocking(False)\nwhile True:\n    time.sleep(0.1)",
    ],
    ids=["accepts", "accepts, and polls something else", "looks now and then"],
)
def test_another_program_does_not_watch_for_clients(verdict: Verdict, program: str) -> None:
    told = "failed wrong_technique: The program does not watch the socket that listens: "
    assert verdict(program, WATCHES).startswith(told)
