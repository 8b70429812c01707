"""Checks of fsst/raw_sniffer/program."""

from __future__ import annotations

from sockgrade import Payload, Program, Word, robust, source
from sockgrade.behaviours.any_arguments import check_says_how_it_is_used
from sockgrade.behaviours.packets import ICMP, TCP, UDP, send_echo_request, send_syn, send_udp

HERE, THERE = ("127.0.0.5", 20001), ("127.0.0.6", 30002)
NUMBERS = {"icmp": ICMP, "tcp": TCP, "udp": UDP}
#: Bytes in a datagram, and with the header of UDP.
_SIZE, _WITH_HEADER = 33, 41
#: As long as the options of IP can be: 40 bytes, all of which mean nothing (RFC 791, 3.1).
_LONG, _SHORT = b"\1" * 39 + b"\0", b"\1" * 3 + b"\0"
#: Bytes in the largest datagram of all, and with the header of UDP.
_LARGEST, _LARGEST_WITH_HEADER = 65507, 65515


def _sniff(program: Program, protocol: str, count: int = 1) -> Program:
    """The program is started, and ready."""
    return program.start(protocol, count).expect_raw_socket(NUMBERS[protocol])


def check_refuses_too_few_and_too_many_arguments(program: Program) -> None:
    """One argument is wrong usage, and so are three: a message on stderr, exit code 2.

    Look at their number before anything else, and not only whether there are enough.

    Python: len(sys.argv) is one more, since sys.argv[0] is the program itself.

    C: argc is one more, since argv[0] is the program itself.
    """
    program.start("udp").expect_usage_error()
    program.start("udp", 1, 2).expect_usage_error()


def check_refuses_another_protocol(program: Program) -> None:
    """A protocol that is neither icmp nor tcp nor udp is wrong usage: a message on stderr, exit code 2.

    Compare it with the three, or look it up in a table of your own that has just these.

    Python: socket.getprotobyname() knows many more than these.

    C: getprotobyname() knows many more than these.
    """
    program.start("sctp", 1).expect_usage_error()


def check_refuses_a_count_that_is_no_number(program: Program) -> None:
    """A count that is no whole number is wrong usage: a message on stderr, exit code 2.

    Try to make a number of the argument, and say so when it is none.

    Python: int(text) raises ValueError; argparse with type=int says it by itself.

    C: strtol() tells with its second argument where the number ends; atoi() gives 0 for what is none, and 3 for 3x.
    """
    for count in ("viele", "3x"):
        program.start("udp", count).expect_usage_error()


def check_refuses_a_count_below_one(program: Program) -> None:
    """A count of 0, or less, is wrong usage: a message on stderr, exit code 2.

    Compare the number with 1 before you open the socket.
    """
    for count in (0, -1):
        program.start("udp", count).expect_usage_error()


@source("raw(7)", "RFC 791, 3.1")
def check_shows_the_addresses(program: Program, payload: Payload) -> None:
    """Of a datagram the program shows the protocol, where it comes from and where it goes to: `UDP … -> …`.

    The source is in the bytes 12 to 15 of the IP header, the target in the bytes 16 to 19, counted from 0.

    Python: str(ipaddress.IPv4Address(…)) makes text of four bytes. What recvfrom() gives as the sender has no target.

    C: `saddr` and `daddr` of a struct iphdr are in network byte order, as inet_ntop() wants them. inet_ntoa() has one
    buffer for all of its texts: two calls in one printf() show the same address twice.
    """
    send_udp(_sniff(program, "udp"), HERE, THERE, payload.text(_SIZE))
    program.expect_line(
        Word("UDP 127.0.0.5"), Word("-> 127.0.0.6"), example=f"UDP {_end(HERE)} -> {_end(THERE)}"
    )


@source("raw(7)", "RFC 768")
def check_shows_the_ports(program: Program, payload: Payload) -> None:
    """Behind each address stands the port, with a colon between them.

    Behind the IP header begins that of UDP: two bytes of source port, two bytes of target port, in network byte order.

    Python: struct.unpack("!HH", …) reads both; without "!" the order is that of your machine.

    C: ntohs() makes a number of a port that has come from the network.
    """
    send_udp(_sniff(program, "udp"), HERE, THERE, payload.text(_SIZE))
    program.expect_line(f":{HERE[1]} -> ", f":{THERE[1]},", example=f"UDP {_end(HERE)} -> {_end(THERE)}")


@source("RFC 791, 3.1")
def check_shows_the_length(program: Program, payload: Payload) -> None:
    """At the end of the line stands how many bytes the IP packet carries: here 41, 33 of data behind 8 of UDP's header.

    It is the total length, in the bytes 2 and 3 of the IP header, without the IP header itself.

    Python: struct.unpack("!H", …) reads it; without "!" the order is that of your machine.

    C: ntohs() makes a number of `tot_len`.
    """
    send_udp(_sniff(program, "udp"), HERE, THERE, payload.text(_SIZE))
    program.expect_line(f", {_WITH_HEADER} Bytes", example=f"… -> {_end(THERE)}, {_WITH_HEADER} Bytes")


@source("raw(7)", "RFC 9293, 3.1")
def check_shows_tcp(program: Program) -> None:
    """With `tcp` the program shows segments of TCP, with addresses, ports and length: here a SYN and the RST after it.

    A header of TCP begins with both ports, as one of UDP does. Open the socket for protocol number 6, and let the line
    begin with TCP.
    """
    send_syn(_sniff(program, "tcp", 2), HERE, THERE)
    program.expect_line(Word(f"TCP {_end(HERE)} -> {_end(THERE)}, 20 Bytes"))
    program.expect_line(Word(f"TCP {_end(THERE)} -> {_end(HERE)}, 20 Bytes"))


@source("raw(7)", "RFC 792")
def check_shows_icmp_without_ports(program: Program, payload: Payload) -> None:
    """With `icmp` the program shows messages of ICMP, which has no ports: here a ping and the answer to it.

    What stands behind the IP header is up to the protocol: ICMP has a type and a code there. Open the socket for
    protocol number 1, and leave the ports out.
    """
    send_echo_request(_sniff(program, "icmp", 2), HERE[0], THERE[0], payload.text(_SIZE))
    program.expect_line(Word(f"ICMP {HERE[0]} -> {THERE[0]}, {_WITH_HEADER} Bytes"))
    program.expect_line(Word(f"ICMP {THERE[0]} -> {HERE[0]}, {_WITH_HEADER} Bytes"))


@source("raw(7)")
def check_shows_only_its_protocol(program: Program, payload: Payload) -> None:
    """Packets of another protocol are neither shown nor counted: here a ping and a SYN, while it looks for UDP.

    The third argument of socket() is the protocol: the kernel gives the socket packets of no other.
    """
    _sniff(program, "udp")
    send_echo_request(program, HERE[0], THERE[0], payload.text(_SIZE))
    send_syn(program.come_to_rest(), HERE, THERE)
    send_udp(program.come_to_rest(), ("127.0.0.9", HERE[1]), THERE, payload.text(_SIZE))
    assert not program.printed(HERE[0]), "The program shows a packet of another protocol."
    program.expect_output(Word("127.0.0.9"), example="a line for the datagram from 127.0.0.9")


def check_shows_each_packet_at_once(program: Program, payload: Payload) -> None:
    """Each packet has its line as soon as it has come, and not when all have.

    Put receiving a packet and printing its line into one loop.
    """
    _sniff(program, "udp", 3)
    for number in range(1, 4):
        send_udp(program, (f"127.0.1.{number}", HERE[1]), THERE, payload.text(_SIZE))
        program.expect_output(Word(f"127.0.1.{number}")).come_to_rest()


def check_ends_after_the_last_packet(program: Program, payload: Payload) -> None:
    """After as many packets as it was asked for the program ends with exit code 0, and not before.

    Count the packets. Here there are to be three.
    """
    _sniff(program, "udp", 3)
    for number in range(1, 4):
        program.come_to_rest()
        send_udp(program, (f"127.0.1.{number}", HERE[1]), THERE, payload.text(_SIZE))
    for number in range(1, 4):
        program.expect_output(Word(f"127.0.1.{number}"))
    program.expect_exit(0)


@robust
@source("RFC 791, 3.1", "ip(7)")
def check_skips_the_options_of_ip(program: Program, payload: Payload) -> None:
    """An IP header may have options, up to 40 bytes: the ports begin behind them, and they are no part of the length.

    How long the header is, it says itself: the lower four bits of its first byte (IHL) count words of four bytes. It is
    20 bytes mostly, and 60 at most.

    Python: header = (packet[0] & 0x0F) * 4

    C: `ihl` of a struct iphdr, times 4; sizeof(struct iphdr) is always 20.
    """
    for options in (_SHORT, _LONG):
        send_udp(_sniff(program, "udp"), HERE, THERE, payload.text(_SIZE), options=options)
        program.expect_line(Word(f"UDP {_end(HERE)} -> {_end(THERE)}, {_WITH_HEADER} Bytes"))


@robust
@source("RFC 768")
def check_shows_an_empty_datagram(program: Program) -> None:
    """A datagram without data is a packet, too: 8 bytes, the header of UDP.

    Show it, and count it, like any other.
    """
    send_udp(_sniff(program, "udp"), HERE, THERE, b"")
    program.expect_line("UDP", ", 8 Bytes", example=f"UDP {_end(HERE)} -> {_end(THERE)}, 8 Bytes")


@robust
@source("RFC 791, 3.1", "recv(2)")
def check_shows_the_largest_datagram(program: Program, payload: Payload) -> None:
    """The length is that of the packet also where it is as large as can be: 65515 bytes behind the IP header.

    The total length in the IP header tells, however much of the packet has found room. It has sixteen bits and no sign.

    Python: In struct "H" has no sign, "h" has one. What recv() gives ends where its argument says.

    C: recv() returns no more than the buffer holds. An int16_t or a short ends at 32767.
    """
    send_udp(_sniff(program, "udp"), HERE, THERE, payload.text(_LARGEST))
    program.expect_line(
        f", {_LARGEST_WITH_HEADER} Bytes", example=f"… -> {_end(THERE)}, {_LARGEST_WITH_HEADER} Bytes"
    )


@robust
@source("RFC 791, 3.1", "RFC 768")
def check_shows_large_numbers(program: Program, payload: Payload) -> None:
    """Bytes of addresses go up to 255, and ports up to 65535: neither has a sign.

    Read all of them as numbers without a sign.

    Python: In struct "H" and "B" have no sign, "h" and "b" have one.

    C: A char may have a sign, and a short has one: let a byte be a uint8_t, and a port a uint16_t.
    """
    high, higher = ("127.200.250.129", 65535), ("127.255.255.254", 40000)
    send_udp(_sniff(program, "udp"), high, higher, payload.text(_SIZE))
    program.expect_line(Word(f"UDP {_end(high)} -> {_end(higher)}"))


@robust
@source("RFC 791, 3.1", "raw(7)")
def check_survives_a_packet_that_is_too_short(program: Program, payload: Payload) -> None:
    """A packet of UDP that is too short for ports is shown without them: here with three bytes, and with none.

    Nobody has looked whether it is right before the raw socket gets it. See how many bytes there are behind the IP
    header before you read ports there.

    Python: struct.unpack() raises struct.error for too few bytes.

    C: What stands in the buffer behind the packet is left over from the one before.
    """
    _sniff(program, "udp", 4)
    for size in (3, 0):
        send_udp(program, THERE, HERE, payload.text(_SIZE))
        program.come_to_rest().send_packet(UDP, payload.binary(size), HERE[0], THERE[0]).come_to_rest()
    for size in (3, 0):
        program.expect_line(Word(f"UDP {HERE[0]} -> {THERE[0]}, {size} Bytes"))


@robust
@source("raw(7)")
def check_is_not_bothered_by_what_is_in_it(program: Program) -> None:
    """What a packet carries changes nothing: here line ends, bytes that are no text, and commands for terminals.

    Look at the headers only. Whoever prints what is in a packet lets strangers write on the screen.

    Python: decode() raises UnicodeDecodeError for what is no UTF-8.

    C: A zero byte ends a string, and not the packet.
    """
    contents = (b"\xff\xfe\n\nUDP\n", bytes(20), b"\x1b[2J\r\n%s%n", b"end")
    _sniff(program, "udp", len(contents))
    for number, data in enumerate(contents, start=1):
        send_udp(program, (f"127.0.1.{number}", HERE[1]), THERE, data)
        program.come_to_rest()
    for number in range(1, len(contents) + 1):
        program.expect_output(Word(f"127.0.1.{number}"))


@robust
@source("raw(7)", "recv(2)")
def check_loses_no_packet(program: Program, payload: Payload) -> None:
    """Fifty packets that come one right after the other are all shown, in their order.

    What has come waits in the socket until it is received. Open one socket before the loop, and keep it: what waits in
    one that is closed is lost.
    """
    many = range(1, 51)
    _sniff(program, "udp", len(many))
    for number in many:
        send_udp(program, (f"127.0.2.{number}", HERE[1]), THERE, payload.text(_SIZE))
    program.expect_output(
        *(Word(f"127.0.2.{number}") for number in many), example="a line for each of 127.0.2.1 to 127.0.2.50"
    )


@robust
@source("raw(7)", "recv(2)")
def check_waits_for_packets(program: Program, payload: Payload) -> None:
    """However long no packet comes, the program goes on waiting.

    Silence is no error: give the socket no time-out, or go on after it.
    """
    _sniff(program, "udp").wait_in_silence()
    send_udp(program, HERE, THERE, payload.text(_SIZE))
    program.expect_output("->", example="a line for the packet")


@robust
@source("recv(2)", "select(2)")
def check_rests_while_no_packet_comes(program: Program) -> None:
    """While no packet comes, the program sleeps.

    recv() waits without any work, as long as it takes: let it block. Whoever makes the socket non-blocking needs
    select() or poll().
    """
    _sniff(program, "udp").expect_rest()


@robust
@source("signal(7)")
def check_stops_on_interrupt(program: Program) -> None:
    """Ctrl-C ends the program without a traceback.

    Ctrl-C sends SIGINT. That is how people end a program that looks on for long: close the socket, and end without an
    error message.

    Python: SIGINT becomes KeyboardInterrupt: catch it around the loop, and let the socket be closed by `with` or
    `finally`.

    C: SIGINT ends a program by itself: if you handle it, let the handler end the loop.
    """
    _sniff(program, "udp", 1000).interrupt().expect_clean_stop()


@robust
@source("close(2)")
def check_does_not_grow(program: Program, payload: Payload) -> None:
    """Packet after packet, the program needs no more sockets, files, threads or processes.

    What is opened for a packet must be closed after it. One socket is enough for all.
    """
    _sniff(program, "udp", 1000)

    def pass_by() -> None:
        send_udp(program, HERE, THERE, payload.text(_SIZE))
        program.come_to_rest()

    program.expect_no_growth(pass_by, name="packet")


def _end(place: tuple[str, int]) -> str:
    return f"{place[0]}:{place[1]}"
