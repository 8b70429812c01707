"""Checks of network_programming/file_transfer/pair."""

from __future__ import annotations

from sockgrade import Pair, Payload, robust, source

#: The names that the exercise gives the file, at the server's and at the client's.
_FILE, _OUT = "letter.txt", "copy.txt"


def _bring(pair: Pair, data: bytes) -> None:
    pair.server.put(_FILE, data)
    pair.client.expect_exit(0).expect_file(_OUT, data)


def check_bring_the_file(pair: Pair, payload: Payload) -> None:
    """The client's file is the server's, byte for byte.

    Try both at once, in two windows. They must agree on what comes first, and on where the file begins and ends.
    """
    _bring(pair, b"\n0\n\x00\xff\r\n" + payload.binary(3000))


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_single_bytes(pair: Pair, payload: Payload) -> None:
    """The file comes whole when every byte travels by itself.

    TCP keeps the order of bytes and nothing else: one send() may be many recv(). Loop around recv() until the size is
    complete, and then until the file is.
    """
    pair.cut()
    _bring(pair, b"\n0\n" + payload.binary(20))


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_what_comes_together(pair: Pair, payload: Payload) -> None:
    """The file comes whole when all that the server sends arrives at once.

    Two send() may be one recv(): what stands behind the size is the beginning of the file.
    """
    pair.merge()
    _bring(pair, payload.text(4) + payload.binary(300) + payload.text(4))


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_what_comes_late(pair: Pair, payload: Payload) -> None:
    """The file comes whole when the network holds back what the server sends.

    A slow network is no reason to give up: recv() waits by itself.
    """
    pair.hold()
    _bring(pair, payload.text(4) + payload.binary(3000) + payload.text(4))
