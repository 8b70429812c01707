"""What every program must do that is told how many seconds to wait, behind host and port on its command line."""

from __future__ import annotations

from sockgrade import Program, robust, source


def _start(program: Program, seconds: str) -> Program:
    """The program is started with this time."""
    host, port, _, *rest = program.usual()
    return program.start(host, port, seconds, *rest)


def check_refuses_a_time_that_is_no_number(program: Program) -> None:
    """A time that is no number is wrong usage: a message on stderr, exit code 2.

    Try to make a number of it, and say so when it is none.

    Python: float(text) raises ValueError; argparse with type=float says it by itself.

    C: strtod() tells with its second argument where the number ends.
    """
    _start(program, "bald").expect_usage_error()


def check_refuses_a_time_that_is_not_positive(program: Program) -> None:
    """A time of 0 seconds, or less, is wrong usage: a message on stderr, exit code 2.

    Compare it with 0. A socket with a time-out of 0 does not wait at all, and one below 0 there is not.
    """
    for seconds in ("0", "-1"):
        _start(program, seconds).expect_usage_error()


@robust
@source("connect(2)")
def check_refuses_a_time_without_end(program: Program) -> None:
    """`inf` and `nan` are numbers for many a function, and no time to wait: wrong usage, exit code 2.

    Look whether the number is finite, too.

    Python: float("inf") and float("nan") raise nothing. `0 < seconds < math.inf` is false for both.

    C: isfinite() tells.
    """
    for seconds in ("inf", "nan"):
        _start(program, seconds).expect_usage_error()
