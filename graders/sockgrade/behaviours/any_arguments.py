"""What every program must do that is told on its command line where to go, or where to be."""

from __future__ import annotations

from sockgrade import Program


def check_says_how_it_is_used(program: Program) -> None:
    """Without arguments the program says on stderr how it is used, and ends with exit code 2.

    Look at the number of arguments before anything else. A line such as `usage: server.py HOST PORT` belongs on stderr,
    and nothing on stdout. Exit code 2 stands for wrong usage, as with most commands.

    Python: argparse does all of it; or sys.exit(2) after a print(…, file=sys.stderr). sys.exit("text") ends with 1.

    C: fprintf(stderr, …) and `return 2` in main(), when argc is not as it should be.

    Shell: $# is the number of arguments; echo "usage: …" >&2 and `exit 2`.
    """
    program.start().expect_usage_error()


def check_refuses_another_number_of_arguments(program: Program) -> None:
    """One argument too few, or one too many, is wrong usage: a message on stderr, exit code 2.

    Compare their number with the one that it should be. Who types one too many means something by it, such as a name
    with a blank that was not put into quotes.

    Python: len(sys.argv) counts the program's own name, too; argparse looks by itself.

    C: argc counts the program's own name, too.

    Shell: [ $# -ne 2 ], for example, is true for every number but 2.
    """
    usual = program.usual()
    for arguments in (usual[:-1], (*usual, "more")):
        program.start(*arguments).expect_usage_error()


def check_refuses_a_port_that_is_no_number(program: Program) -> None:
    """A port that is no number is wrong usage: a message on stderr, exit code 2.

    Try to make a number of the argument, and say so when it is none.

    Python: int(text) raises ValueError; argparse with type=int says it by itself.

    C: strtol() tells with its second argument where the number ends; atoi() gives 0 for everything that is none.
    """
    program.start(*program.usual(port="http")).expect_usage_error()


def check_refuses_a_port_out_of_range(program: Program) -> None:
    """A port below 1 or above 65535 is wrong usage: a message on stderr, exit code 2.

    A port has sixteen bits, and 0 stands for any. Compare the number with 1 and 65535 before you use it.

    Python: bind() and connect() raise OverflowError for a port that is too large, which is no OSError.

    C: htons() cuts a larger number off, without a word: the program would use another port.
    """
    for port in (65536, 0):
        program.start(*program.usual(port=port)).expect_usage_error()
