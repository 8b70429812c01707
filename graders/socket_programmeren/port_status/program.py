"""Checks of socket_programmeren/port_status/program.

That a program calls connect_ex(), and not connect(), the kernel does not show: both are the same system call.
"""

from __future__ import annotations

from sockgrade import Program, Word, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)

HOST = "127.0.0.1"
#: Each is now open, now closed, now filtered. None is of those that the kernel gives to whoever connects: a socket that
#: got the number of a closed port for its own would connect to itself (ip(7), ip_local_port_range).
A, B, C, D = 8083, 8080, 8082, 8081
MANY = range(20000, 20200)


def check_wants_a_port(program: Program) -> None:
    """A host without a port is wrong usage: a message on stderr, exit code 2.

    There is at least one port. Look at the number of arguments before you use them.

    Python: argparse with nargs="+" wants at least one.
    """
    program.start(HOST).expect_usage_error()


def check_looks_at_all_arguments_first(program: Program) -> None:
    """If the last port is none, the program says so before it tries the first.

    Make numbers of all ports before the loop that connects: wrong usage prints nothing on stdout.
    """
    program.listen_at(HOST, C).start(HOST, C, "http").expect_usage_error()


def check_shows_an_open_port(program: Program) -> None:
    """Where somebody listens the port is `open`.

    connect_ex() gives 0 then. The line is the number of the port, a blank, and the word.
    """
    program.listen_at(HOST, A).start(HOST, A).expect_line(Word(f"{A} open"))


def check_shows_a_closed_port(program: Program) -> None:
    """Where nobody listens the port is `closed`.

    connect_ex() gives ECONNREFUSED then: the machine has answered, and refused.
    """
    program.start(HOST, A).expect_line(Word(f"{A} closed"))


def check_shows_a_filtered_port(program: Program) -> None:
    """Where no answer comes within a second the port is `filtered`.

    Give the socket a time-out of one second before you connect; the kernel would wait for more than two minutes. When
    the time is up, connect_ex() gives EAGAIN, or EINPROGRESS if the socket does not block: both mean that
    there is no answer yet.

    Python: settimeout(1) before connect_ex(). connect() raises TimeoutError, which is an OSError too.

    C: connect() on a socket with O_NONBLOCK, then poll() with 1000 ms, then getsockopt(SO_ERROR).
    """
    program.silent_at(HOST, A).start(HOST, A).expect_line(Word(f"{A} filtered"))


def check_shows_every_port_in_order(program: Program) -> None:
    """There is a line for every port, in the order of the arguments.

    After an attempt that failed a socket cannot be used again: make a new one for every port. Keep the order: do not
    sort.
    """
    program.listen_at(HOST, A).listen_at(HOST, C).start(HOST, A, B, C, D)
    program.expect_output(Word(f"{A} open"), Word(f"{B} closed"), Word(f"{C} open"), Word(f"{D} closed"))


def check_goes_on_after_silence(program: Program) -> None:
    """A port that does not answer keeps nobody from looking at the ports behind it.

    A time-out belongs to a single attempt. Go on with a new socket.
    """
    silent, there, nobody = B, D, C
    program.silent_at(HOST, silent).listen_at(HOST, there).start(HOST, silent, there, nobody)
    program.expect_output(Word(f"{silent} filtered"), Word(f"{there} open"), Word(f"{nobody} closed"))


def check_goes_to_the_host(program: Program) -> None:
    """The program looks at the ports of the host that it was given.

    The first argument is where to connect. Here it is 127.0.0.3: on Linux every address that begins with 127 is this
    machine.
    """
    program.listen_at("127.0.0.3", B).start("127.0.0.3", B).expect_output(Word(f"{B} open"))


def check_ends_with_0_if_all_are_open(program: Program) -> None:
    """If all ports are open the exit code is 0.

    A script wants to know by the exit code alone whether all is well.

    Python: sys.exit(0), or the end of the program.
    """
    program.listen_at(HOST, B).listen_at(HOST, C).start(HOST, B, C).expect_exit(0)


def check_ends_with_1_if_one_is_closed(program: Program) -> None:
    """If one port is closed the exit code is 1, whichever it is.

    Remember it until the end: neither the first nor the last port alone decides.

    Python: sys.exit(1) after the last port.
    """
    there, nobody, too = C, D, A
    program.listen_at(HOST, there).listen_at(HOST, too)
    for numbers in ((nobody, there), (there, nobody), (there, nobody, too)):
        program.start(HOST, *numbers).expect_exit(1)


def check_ends_with_1_if_one_is_filtered(program: Program) -> None:
    """If one port is filtered the exit code is 1.

    A port that does not answer is not open.
    """
    program.silent_at(HOST, A).listen_at(HOST, D).start(HOST, A, D).expect_exit(1)


@robust
@source("connect(2)")
def check_says_that_there_is_no_route(program: Program) -> None:
    """If there is no way to the host, the program says so on stderr, and ends with exit code 1.

    connect_ex() has more answers than three: ENETUNREACH is one of them. Whatever is not 0, not a refusal and not a
    time that is up, is no status of the port: say what it is.

    Python: os.strerror(number) has the words; sys.exit("message") writes to stderr and ends with 1.

    C: strerror(errno), and `return 1` in main().
    """
    program.start(program.unreachable, A).expect_failure(1)


@robust
@source("getaddrinfo(3)")
def check_says_that_the_name_is_unknown(program: Program) -> None:
    """If the name of the host is unknown, the program says so on stderr, and ends with exit code 1.

    connect_ex() fails before it has asked anybody.

    Python: Even connect_ex() raises socket.gaierror for an unknown name, which is an OSError.

    C: getaddrinfo() returns an error, and gai_strerror() has the words.
    """
    program.start("onbekend.invalid", A).expect_failure(1)


@robust
@source("getaddrinfo(3)")
def check_takes_a_name(program: Program) -> None:
    """The host may be a name.

    Here it stands for 127.0.0.3.

    Python: connect_ex((host, port)) looks a name up by itself.

    C: inet_pton() knows addresses only; getaddrinfo() knows names, too.
    """
    program.with_host("haven.example", "127.0.0.3").listen_at("127.0.0.3", D)
    program.start("haven.example", D).expect_output(Word(f"{D} open"))


@robust
@source("close(2)")
def check_looks_at_many_ports(program: Program) -> None:
    """Two hundred ports, one behind the other, are not too many.

    Close each socket when its port is known.
    """
    *closed, last = MANY
    lines = [Word(f"{number} closed") for number in closed] + [Word(f"{last} open")]
    program.listen_at(HOST, last).start(HOST, *MANY)
    program.expect_output(*lines, example=f"{lines[0]} … {lines[-2]}, {lines[-1]}")
