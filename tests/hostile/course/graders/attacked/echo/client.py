"""Checks that a hostile client is put to."""

from hostile.bounds import check_the_grader_stays_small
from sockgrade import Client


def check_says_hello(client: Client) -> None:
    """The client says hello."""
    client.accept().expect(b"hello")


def check_tries(client: Client) -> None:
    """The client tries to reach a server where there is none."""
    client.without_server().expect_attempt()


__all__ = ["check_the_grader_stays_small"]
