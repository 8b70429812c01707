"""Checks that a hostile server of datagrams is put to."""

from hostile.bounds import check_the_grader_stays_small
from sockgrade import Payload, Server


def check_echoes(server: Server, payload: Payload) -> None:
    """The server sends back the datagram, and nothing else."""
    text = payload.text()
    server.datagrams().send(text).expect(text).expect_nothing_more()


__all__ = ["check_the_grader_stays_small"]
