"""Checks that a hostile program with a right is put to."""

from hostile.bounds import check_the_grader_stays_small
from sockgrade import Program


def check_says_hello(program: Program) -> None:
    """The program says hello."""
    program.expect_output("hello")


__all__ = ["check_the_grader_stays_small"]
