"""Checks of document/exercise/program."""

from __future__ import annotations

from sockgrade import Program


def check_talks_at_the_documented_address(program: Program) -> None:
    """The client connects to the server at the port and address that the exercise names.

    The same (HOST, PORT) belongs into bind() and connect(). Compare both with the handout.
    """
    program.expect_documented_address()


def check_prints_the_answer(program: Program) -> None:
    """The program prints `HELLO`: what its server answered.

    Print what recv() returned in the client.
    """
    program.expect_output("HELLO")
