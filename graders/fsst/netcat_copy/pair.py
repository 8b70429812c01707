"""Checks of fsst/netcat_copy/pair."""

from __future__ import annotations

from sockgrade import Pair, Payload, robust, source

#: The names that the exercise gives the file, at the client's and at the server's.
_FILE, _COPY = "brief.txt", "kopie.txt"


def check_copy_the_file(pair: Pair, payload: Payload) -> None:
    """The server's file is the client's, byte for byte.

    Try both at once, in two windows, and compare with cmp.
    """
    data = b"\n0\n\x00\xff\r\n" + payload.binary(3000)
    pair.client.put(_FILE, data)
    pair.converse()
    pair.server.expect_file(_COPY, data)


def _copy_with(pair: Pair, server: str, client: str, data: bytes) -> None:
    pair.server.with_netcat(server)
    pair.client.with_netcat(client).put(_FILE, data)
    pair.client.expect_exit(0)
    pair.server.expect_exit(0).expect_file(_COPY, data)


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_go_from_openbsd_netcat_to_ncat(pair: Pair, payload: Payload) -> None:
    """The file is copied, and both end, when the client has the netcat of OpenBSD and the server has Ncat.

    The client has to send a FIN at the end of its input, and the server to end with it. Each finds out which netcat it
    has.
    """
    _copy_with(pair, "ncat", "openbsd", payload.binary(3000))


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_go_from_traditional_netcat_to_openbsd_netcat(pair: Pair, payload: Payload) -> None:
    """The file is copied, and both end, when the client has the traditional netcat and the server that of OpenBSD.

    The client has to send a FIN at the end of its input, and the server to end with it. Each finds out which netcat it
    has.
    """
    _copy_with(pair, "openbsd", "traditional", payload.binary(3000))


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_go_from_ncat_to_traditional_netcat(pair: Pair, payload: Payload) -> None:
    """The file is copied, and both end, when the client has Ncat and the server the traditional netcat.

    The client has to send a FIN at the end of its input, and the server to end with it. Each finds out which netcat it
    has.
    """
    _copy_with(pair, "traditional", "ncat", payload.binary(3000))


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_get_along_with_one_netcat(pair: Pair, payload: Payload) -> None:
    """A large file is copied, and both end, when both have the netcat of OpenBSD, and the network is slow.

    Neither sets a time limit, and neither ends before everything has come.
    """
    pair.hold()
    _copy_with(pair, "openbsd", "openbsd", payload.binary(300_000))
