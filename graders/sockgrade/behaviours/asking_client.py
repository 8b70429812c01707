"""What a client must do that asks the person at the keyboard for the server's address, then for a message."""

from __future__ import annotations

from sockgrade import Client, Payload, output, robust, source


def check_goes_to_the_documented_port(client: Client, payload: Payload) -> None:
    """The client goes to the port that the exercise names, on the machine whose address was typed.

    The address is the first line that is typed, here 127.0.0.1; the port is in your program. Compare it with
    the handout: the other checks went on with the port that your program uses.
    """
    client.type("127.0.0.1").type(payload.word())
    client.expect_documented_address()


def check_goes_to_the_typed_address(client: Client, payload: Payload) -> None:
    """The client goes to the IP address that was typed, whichever it is.

    Use the line that was typed, as it is, for connect() or sendto(). Here 127.0.0.2 was typed: on Linux every
    address that begins with 127 is this machine.

    Python: What input() returned is the first half of the pair (address, port).

    C: inet_pton() or getaddrinfo() makes an address of it, without the line end that fgets() keeps.
    """
    client.meet_at("127.0.0.2").type("127.0.0.2").type(payload.word())
    client.expect_address("127.0.0.2")


@output
@source("setvbuf(3)")
def check_asks_for_the_address(client: Client) -> None:
    """First the client asks `IP-Adresse: `.

    Ask before you wait for the line. A question without a line end may have to be flushed to be seen.

    Python: input("IP-Adresse: ") does all of it; print("IP-Adresse: ", end="", flush=True) does so, too.

    C: printf("IP-Adresse: ") needs fflush(stdout) after it.
    """
    client.expect_output("IP-Adresse:")


@output
def check_asks_for_the_message(client: Client) -> None:
    """When it has the address, the client asks `Nachricht: `.

    Ask before you wait for the line.

    Python: input("Nachricht: ") shows the question and waits for the answer.

    C: printf("Nachricht: ") needs fflush(stdout) after it, since it has no line end.
    """
    client.type("127.0.0.1").expect_output("Nachricht:")


@robust
@source("getaddrinfo(3)")
def check_says_that_the_address_is_wrong(client: Client, payload: Payload) -> None:
    """If there is no such address as the one that was typed, the client ends with a clear message.

    127.0.0.256, which was typed here, is no address. Say on stderr what went wrong, and end with an exit code
    that is not 0.

    Python: Catch OSError, which includes socket.gaierror; sys.exit("message") does the rest.

    C: inet_pton() returns 0 for it, and getaddrinfo() an error: look at that before you go on.
    """
    client.type("127.0.0.256").type(payload.word())
    client.expect_failure()


@robust
@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client, payload: Payload) -> None:
    """If nobody listens at the address that was typed, the client ends with a clear message.

    connect() fails then. Say on stderr what went wrong, and end with an exit code that is not 0.

    Python: Catch OSError, which includes ConnectionRefusedError; sys.exit("message") does the rest.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.
    """
    client.without_server().type("127.0.0.1").type(payload.word())
    client.expect_attempt().expect_failure()
