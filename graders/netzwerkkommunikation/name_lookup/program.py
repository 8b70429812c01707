"""Checks of netzwerkkommunikation/name_lookup/program."""

from __future__ import annotations

from sockgrade import Program, Word, robust, source
from sockgrade.behaviours.any_arguments import check_says_how_it_is_used

NAME, ALIASES = "server.example", ("kurz.example", "lang.example")
#: The port of no known service.
_PORT = 4711


def check_refuses_three_arguments(program: Program) -> None:
    """More than two arguments are wrong usage: a message on stderr, exit code 2.

    Look at their number, and not only whether there are enough.

    Python: len(sys.argv) is one more, since sys.argv[0] is the program itself.

    C: argc is one more, since argv[0] is the program itself.
    """
    program.with_service("schach", _PORT, "tcp").start("schach", "tcp", "again").expect_usage_error()


def check_refuses_another_protocol(program: Program) -> None:
    """A protocol that is neither tcp nor udp is wrong usage: a message on stderr, exit code 2.

    Compare it with both before you look anything up.
    """
    program.start("http", "icmp").expect_usage_error()


@source("hosts(5)")
def check_shows_the_name(program: Program) -> None:
    """The first line is `Name:` and the host's primary name, also if the program was given another of its names.

    Here kurz.example is another name of server.example. Print what the lookup has found, and not what was asked.

    Python: It is the first of the three parts of gethostbyname_ex().

    C: It is h_name of the struct hostent.
    """
    program.with_host(NAME, "127.0.0.7").with_aliases(NAME, *ALIASES)
    program.start(NAME).expect_line(Word(f"Name: {NAME}"))
    program.start(ALIASES[0]).expect_line(Word(f"Name: {NAME}"))


@source("hosts(5)")
def check_shows_the_aliases(program: Program) -> None:
    """The second line is `Aliasse:` and all other names of the host, with a blank between them.

    They are texts; print each without quotation marks and brackets.

    Python: They are the second part of gethostbyname_ex(), a list; print(*names) puts blanks between its items.

    C: h_aliases of the struct hostent points at them; the last pointer is NULL.
    """
    program.with_host(NAME, "127.0.0.7").with_aliases(NAME, *ALIASES).start(NAME)
    program.expect_line(Word(f"Aliasse: {' '.join(ALIASES)}"))


def check_shows_that_there_is_no_alias(program: Program) -> None:
    """For a host without other names the second line is `Aliasse: -`.

    Look whether there are any, and print a hyphen in their place if not.
    """
    program.with_host(NAME, "127.0.0.7").start(NAME).expect_line("Aliasse: -")


def check_shows_the_address(program: Program) -> None:
    """The third line is `Adressen:` and the address of the host.

    Print it as numbers with dots, without brackets.
    """
    program.with_host(NAME, "127.0.0.7").start(NAME).expect_line(Word("Adressen: 127.0.0.7"))


@source("hosts(5)")
def check_shows_all_addresses(program: Program) -> None:
    """If the host has several addresses, the third line has them all, in the order in which they were found.

    Here there are three. Do not sort them.

    Python: gethostbyname() gives one, gethostbyname_ex() a list of all.

    C: h_addr_list of the struct hostent points at them; the last pointer is NULL.
    """
    several = "127.0.0.9", "127.0.0.7", "127.0.0.8"
    program.with_host(NAME, *several).start(NAME).expect_line(Word(f"Adressen: {' '.join(several)}"))


def check_shows_three_lines(program: Program) -> None:
    """There is one line for each: the name, the other names, the addresses, in this order, and exit code 0.

    Print them one after the other, each once, and end.
    """
    program.with_host(NAME, "127.0.0.7").with_aliases(NAME, *ALIASES).start(NAME)
    program.expect_output(f"Name: {NAME}", f"Aliasse: {ALIASES[0]}", "Adressen: 127.0.0.7")
    for label in ("Name:", "Aliasse:", "Adressen:"):
        program.expect_output_once(label)
    program.expect_exit(0)


@source("getservbyname(3)")
def check_shows_the_port_of_a_service(program: Program) -> None:
    """For a service and its protocol the program prints `Port:` and the number, and ends with exit code 0.

    Here schach is a service of TCP. It stands in /etc/services, where getservbyname() looks: no table in a program has
    it.

    C: s_port of the struct servent is in network byte order: ntohs() makes a number of it.
    """
    program.with_service("schach", _PORT, "tcp").start("schach", "tcp")
    program.expect_line(Word(f"Port: {_PORT}")).expect_exit(0)


@source("getservbyname(3)")
def check_asks_for_the_protocol(program: Program) -> None:
    """A service may have another port for udp than for tcp.

    Here schach has 4711 for TCP, and 4712 for UDP. Give the lookup the protocol, too.

    Python: It is the second argument of getservbyname().
    """
    program.with_service("schach", _PORT, "tcp").with_service("schach", _PORT + 1, "udp")
    program.start("schach", "udp").expect_line(Word(f"Port: {_PORT + 1}"))
    program.start("schach", "tcp").expect_line(Word(f"Port: {_PORT}"))


@source("gethostbyname(3)")
def check_says_that_the_name_is_unknown(program: Program) -> None:
    """If nobody knows the name, the program says so on stderr, and ends with exit code 1.

    The lookup fails then.

    Python: gethostbyname_ex() raises socket.gaierror, which is an OSError; sys.exit("message") writes to stderr, and
    ends with 1.

    C: gethostbyname() returns NULL, and hstrerror(h_errno) says why.
    """
    program.start("unbekannt.invalid").expect_failure(1)


@source("getservbyname(3)")
def check_says_that_the_service_is_unknown(program: Program) -> None:
    """If there is no such service, the program says so on stderr, and ends with exit code 1.

    The lookup fails then, and there is no number to print.

    Python: getservbyname() raises OSError; sys.exit("message") does the rest.

    C: getservbyname() returns NULL, and sets no errno.
    """
    program.start("unbekannt", "tcp").expect_failure(1)


@source("getservbyname(3)")
def check_knows_no_service_of_the_other_protocol(program: Program) -> None:
    """A service that there is for tcp only is unknown for udp: a message on stderr, exit code 1.

    Do not ask for the other protocol when the first has no such service.
    """
    program.with_service("schach", _PORT, "tcp").start("schach", "udp").expect_failure(1)


@robust
@source("gethostbyname(3)")
def check_takes_an_address_for_a_name(program: Program) -> None:
    """An address is a name, too: it has itself as name and as address.

    Leave it to the lookup, which knows addresses.
    """
    program.start("127.0.0.9")
    program.expect_output(Word("Name: 127.0.0.9"), "Aliasse: -", Word("Adressen: 127.0.0.9")).expect_exit(0)


@robust
@source("hosts(5)")
def check_shows_very_many_addresses(program: Program) -> None:
    """A host may have very many addresses.

    Here it has forty. Print them in a loop, or all at once, however many there are.
    """
    many = [f"127.0.2.{number}" for number in range(1, 41)]
    program.with_host(NAME, *many).start(NAME).expect_line(Word(f"Adressen: {' '.join(many)}"))


@robust
@source("gethostbyname(3)")
def check_knows_no_ipv6(program: Program) -> None:
    """A name that has addresses of IPv6 only is unknown: a message on stderr, exit code 1.

    Take the lookup of the handout: it knows IPv4 only.
    """
    program.with_host("sechs.example", "fd00::5").start("sechs.example").expect_failure(1)


@robust
@source("hostname(7)")
def check_says_that_a_name_is_too_long(program: Program) -> None:
    """A name that is too long to be one is unknown, too: a message on stderr, exit code 1.

    Here a part of it has 70 letters, and 63 are allowed.

    Python: gethostbyname_ex() raises UnicodeError then, which is no OSError.
    """
    program.start(f"{70 * 'a'}.example").expect_failure(1)
