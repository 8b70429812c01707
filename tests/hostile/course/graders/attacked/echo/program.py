"""Checks that a hostile program is put to."""

from hostile.bounds import check_the_grader_stays_small
from sockgrade import Program


def check_says_hello(program: Program) -> None:
    """The program says hello."""
    program.expect_output("hello")


def check_ends(program: Program) -> None:
    """The program ends by itself."""
    program.run().expect_exit()


def check_reads_a_line(program: Program) -> None:
    """The program reads a line, and says hello."""
    program.run().expect_output("full")
    program.type("x" * 5000).expect_output("hello")


def check_starts_again(program: Program) -> None:
    """The program ends badly, twice."""
    program.run().expect_exit(1)
    program.restart().expect_exit(0)


__all__ = ["check_the_grader_stays_small"]
