"""A program that took the bytes and does not answer is told what it waits for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Verdict = Callable[..., str]

SERVER = """
import socket, sys, threading
listener = socket.create_server(("127.0.0.1", 7007))
connection, _ = listener.accept()
stream = connection.makefile("rwb", buffering=0)
{serve}
"""
CHECK = """
def check_it(server: Server, payload: Payload) -> None:
    message = payload.text()
    server.connect().send(message).expect(message)
"""
LINE_END = "The program waits for a line end, which the messages of this exercise do not have"
ONE_MORE = "The program waits for more than was sent: when one more byte came, it went on"
BUFFER = "The program waits until its buffer is full: when many more bytes came, it went on"
END = "The program waits for the end of the stream before it answers"
ABANDONED = "The program took what was sent, answers nothing, and no part of it waits on this connection"
AGAIN = "The program took what was sent, and answers nothing. It waits in recv() for more data (student.py:"


@pytest.mark.parametrize(
    ("serve", "words"),
    [
        ("stream.write(stream.readline().rstrip())", LINE_END),
        ("while not b'\\n' in (data := connection.recv(99)): pass\nconnection.sendall(data)", LINE_END),
        ("connection.sendall(connection.makefile('rb').read(17))", ONE_MORE),
        ("connection.recv(99); stream.write(connection.recv(99))", ONE_MORE),
        ("connection.sendall(connection.recv(1024, socket.MSG_WAITALL))", BUFFER),
        ("connection.sendall(connection.makefile('rb').read(4096))", BUFFER),
        ("stream.write(stream.read())", END),
        ("data = b''\nwhile piece := connection.recv(99): data += piece\nconnection.sendall(data)", END),
        ("connection.recv(99); listener.accept()", ABANDONED),
        (
            "threading.Thread(target=lambda: (connection.recv(99), sys.exit())).start(); listener.accept()",
            ABANDONED,
        ),
        ("while connection.recv(99): pass", AGAIN),
        ("connection.recv(99)\nwhile data := connection.recv(99): connection.sendall(data)", ONE_MORE),
        ("print(stream.readline())", AGAIN),
    ],
    ids=[
        *("readline", "looks for it", "counts", "one behind", "all of a buffer", "read(n)", "read()"),
        *(
            "answers at the end",
            "forgets it",
            "its thread has ended",
            "never answers",
            "loses the first",
            "a line, for nobody",
        ),
    ],
)
def test_what_a_program_waits_for_is_the_cause(verdict: Verdict, serve: str, words: str) -> None:
    assert verdict(SERVER.format(serve=serve), CHECK).startswith(f"failed stuck: {words}")


def test_a_client_is_told_as_well(verdict: Verdict) -> None:
    program = """
    import socket
    with socket.create_connection(("127.0.0.1", 7007)) as connection:
        print(connection.makefile().readline())
    """
    check = """
    def check_it(client: Client, payload: Payload) -> None:
        word = payload.word()
        client.accept().send(word.encode())
        client.expect_output(word)
    """
    said = verdict(program, check, role="client")
    assert said.startswith(f"failed wrong_output: {LINE_END}")


def test_what_others_get_to_hear_is_no_cause(verdict: Verdict) -> None:
    """The second client's connection is served; the first one's is what the check waits for."""
    serve = """
other, _ = listener.accept()
while data := other.recv(99): other.sendall(data)
"""
    check = """
    def check_it(server: Server, payload: Payload) -> None:
        message = payload.text()
        first, second = server.connect(), server.connect()
        second.send(message).expect(message)
        first.send(message).expect(message)
    """
    assert "The program waits for" not in verdict(SERVER.format(serve=serve), check)


def test_an_output_that_is_missing_is_no_wait(verdict: Verdict) -> None:
    serve = "while data := connection.recv(99): connection.sendall(data)"
    check = """
    def check_it(server: Server, payload: Payload) -> None:
        message = payload.text()
        server.connect().send(message).expect(message)
        server.expect_output("Connected by")
    """
    assert "The program waits for" not in verdict(SERVER.format(serve=serve), check)


WITH_ASYNCIO = """
import asyncio
async def serve(reader, writer):
    writer.write(await reader.{read})
async def main():
    async with await asyncio.start_server(serve, "127.0.0.1", 7007) as server:
        await server.serve_forever()
asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("read", "words"), [("readline()", LINE_END), ("readexactly(17)", ONE_MORE), ("read()", END)]
)
def test_asyncio_waits_as_others_do(verdict: Verdict, read: str, words: str) -> None:
    assert f": {words}" in verdict(WITH_ASYNCIO.format(read=read), CHECK)
