"""Checks of network_programming/chat_room/pair: the client in a room in which the grader is another guest."""

from __future__ import annotations

from sockgrade import Connection, Pair, Payload, robust, source

#: Letters: a line of four kilobytes, as the handout permits.
_LONG = 4000


def _enter(pair: Pair) -> Connection:
    """Another guest of the room, that has been told that the client has joined."""
    guest = pair.server.connect().wait_until_accepted()
    pair.run()
    guest.receive_until(b"has joined", "that the client has joined")
    return guest


def _talk(pair: Pair, guest: Connection, said: str, heard: str) -> None:
    """The client says something to another guest, and hears what that one says."""
    pair.client.type(said)
    guest.receive_until(f"] {said}\n".encode(), "the line that the client's user typed")
    guest.send(f"{heard}\n".encode())
    pair.client.expect_output(f"] {heard}")


def check_talk_to_others(pair: Pair, payload: Payload) -> None:
    """Server and client work together: who sits at the client talks to another guest of the room, line after line.

    Try it with three windows: the server, the client, and `nc`. Server and client must agree on where a line ends and
    on UTF-8, and neither may wait for the other where it is not its turn.
    """
    guest = _enter(pair)
    for _ in range(3):
        _talk(pair, guest, f"{payload.word()} é {payload.word()}", f"{payload.word()} ü {payload.word()}")


@source("shutdown(2)")
def check_leave_together(pair: Pair, payload: Payload) -> None:
    """When the client's input ends, both close the connection (FIN), nobody breaks it off, and the others are told.

    The client finishes its side and goes on listening; the server closes its side when recv() says that nothing more
    comes, and then tells the others; with that, the client ends.
    """
    guest = _enter(pair)
    _talk(pair, guest, payload.word(), payload.word())
    pair.client.end_input().expect_exit(0)
    pair.expect_end()
    guest.receive_until(b"has left", "that the client has left")


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_single_bytes(pair: Pair, payload: Payload) -> None:
    """Server and client understand each other when every byte travels by itself, within a letter, too.

    TCP keeps the order of bytes and nothing else: one send() may be many recv(). Keep what has come until its line is
    complete.
    """
    pair.cut()
    _talk(pair, _enter(pair), f"é{payload.word()}é", f"ü{payload.word()}ü")


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_what_comes_late(pair: Pair, payload: Payload) -> None:
    """Lines that the network holds back, and then brings at once, are each told as they were typed.

    What comes together are still several lines: each gets its sender's address, and is printed.
    """
    guest = _enter(pair)
    pair.hold()
    lines = [payload.word() for _ in range(4)]
    for line in lines:
        pair.client.type(line)
    for line in lines:
        guest.receive_until(f"] {line}\n".encode(), "a line that the client's user typed")
    answers = [payload.word() for _ in range(4)]
    guest.send("".join(f"{line}\n" for line in answers).encode())
    for line in answers:
        pair.client.expect_output(f"] {line}")


@robust
@source("RFC 9293, 3.7", "send(2)")
def check_carry_a_long_line(pair: Pair, payload: Payload) -> None:
    """A line of four thousand letters is told whole, in both directions, when it travels in pieces of any size.

    A line may have 4096 bytes, and no recv() is sure to give so many at once.
    """
    guest = _enter(pair)
    pair.cut(700)
    _talk(pair, guest, payload.word(_LONG), payload.word(_LONG))
